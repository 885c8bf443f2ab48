namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Tokens billed according to the server. Usage that the server does not report (after a time-out, an incomplete reply,
/// or a reply whose <c>usage</c> is missing or implausible) is estimated for the budgets only, by
/// <see cref="ModelCall"/>. The metadata of predictions, the cost of runs and the metrics contain reported usage only.
/// </summary>
/// <param name="Model">Name of the model in the reply, or else the configured name.</param>
/// <param name="CachedInputTokens">Number of input tokens that the server had in its cache.</param>
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
