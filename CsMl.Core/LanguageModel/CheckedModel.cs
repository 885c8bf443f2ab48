using CsMl.Core.LanguageModel.Client;

namespace CsMl.Core.LanguageModel;

/// <param name="Failure">One or two sentences; null if the model answered as it was asked to.</param>
/// <param name="Form">How the server wants to be asked, as far as it is known.</param>
/// <param name="Cost">In the currency of the prices; null if no price is configured.</param>
public sealed record CheckedModel(
    string? Failure,
    IReadOnlyList<string> Form,
    TimeSpan Took,
    ModelUsage Usage,
    decimal? Cost
);
