namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Tokens that a server billed, by its own word. What it sends no bill for (a time-out, a torn reply, a reply whose
/// <c>usage</c> is missing or cannot be right) is estimated for the budgets alone, by <see cref="ModelCall"/>: whoever adds up the metadata of
/// predictions, the cost of runs or the metrics gets what the servers told, and no guess.
/// </summary>
/// <param name="Model">Who answered, as the server named it, else as it is configured.</param>
/// <param name="CachedInputTokens">Of the input, those the server had in its cache.</param>
public sealed record ModelUsage(string Model, int InputTokens, int CachedInputTokens, int OutputTokens)
{
    public static ModelUsage None(string model) => new(model, 0, 0, 0);

    public int Tokens => InputTokens + OutputTokens;

    public ModelUsage Plus(ModelUsage other) =>
        new(
            other.Model,
            InputTokens + other.InputTokens,
            CachedInputTokens + other.CachedInputTokens,
            OutputTokens + other.OutputTokens
        );

    public ModelUsage Since(ModelUsage before) =>
        new(
            Model,
            InputTokens - before.InputTokens,
            CachedInputTokens - before.CachedInputTokens,
            OutputTokens - before.OutputTokens
        );
}
