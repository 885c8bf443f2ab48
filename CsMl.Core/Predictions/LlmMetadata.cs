namespace CsMl.Core.Predictions;

/// <param name="TokensUsed">Of the prompt and the reply, of all calls that the prediction took, as their server billed them.</param>
/// <param name="LatencyMs">Of the calls, retries and pauses between them included.</param>
/// <param name="EstimatedCost">In the prices' currency; null for a model whose price is not configured.</param>
/// <param name="PromptVersion">Which wording of the prompt was used.</param>
public sealed record LlmMetadata(
    string Model,
    int TokensUsed,
    long LatencyMs,
    decimal? EstimatedCost,
    string PromptVersion
);
