namespace CsMl.Core.Predictions.Llm;

/// <summary>The language model, at the app's outside edge.</summary>
public interface ILanguageModel
{
    /// <summary>So many calls have failed of late that all fail at once for a while, to spare the server and the caller.</summary>
    bool IsResting { get; }

    /// <summary>
    /// Asks once; what may pass is tried again within. The caller's cancellation throws, everything else that can go
    /// wrong with a model is a reply that says so.
    /// </summary>
    Task<ModelReply> AskAsync(ModelQuestion question, CancellationToken cancellation);
}

/// <param name="Messages">The system's first.</param>
public sealed record ModelQuestion(IReadOnlyList<ModelMessage> Messages, ReplyShape Shape, IModelBudget Budget);

public sealed record ModelMessage(ModelRole Role, string Text);

public enum ModelRole
{
    System,
    User,

    /// <summary>The model's own reply of before, which is to be mended.</summary>
    Assistant,
}

/// <summary>The JSON that a reply must be.</summary>
/// <param name="Name">For the server; letters, digits, _ and -.</param>
/// <param name="Schema">JSON schema in the subset of strict structured outputs.</param>
public sealed record ReplyShape(string Name, string Schema);

/// <param name="Text">Null where there is none.</param>
/// <param name="Failure">Why there is no text; null where there is.</param>
/// <param name="Detail">What went wrong, for the log: nothing of a prompt, a reply or a key.</param>
/// <param name="Usage">All that the server said it billed for it, failed calls included.</param>
/// <param name="Took">From the first attempt to the end of the last; not what was waited for a turn.</param>
public sealed record ModelReply(string? Text, FallbackReason? Failure, string? Detail, ModelUsage Usage, TimeSpan Took);

/// <summary>
/// Tokens that a server billed, by its own word. What it sends no bill for (a time-out, a torn reply, a reply without
/// <c>usage</c>) is estimated for the budgets alone, by <see cref="ModelCall"/>: whoever adds up the metadata of
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
