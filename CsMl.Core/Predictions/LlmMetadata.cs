namespace CsMl.Core.Predictions;

/// <param name="TokensUsed">
/// Tokens of the prompt and the reply over all calls of the prediction, as billed by the server.
/// </param>
/// <param name="LatencyMs">Duration of the calls, including retries and the pauses between them.</param>
/// <param name="EstimatedCost">
/// In the currency of the configured prices; null if the model's price is not configured.
/// </param>
/// <param name="PromptVersion">Version of the prompt's wording.</param>
public sealed record LlmMetadata(
    string Model,
    int TokensUsed,
    long LatencyMs,
    decimal? EstimatedCost,
    string PromptVersion
);
