namespace CsMl.Core.LanguageModel.Client;

/// <param name="Messages">The messages, beginning with the system message.</param>
public sealed record ModelQuestion(IReadOnlyList<ModelMessage> Messages, ReplyShape Shape, IModelBudget Budget)
{
    /// <summary>The messages with facts that are halved a number of times; null if they cannot be shortened.</summary>
    public Func<int, IReadOnlyList<ModelMessage>>? Shorten { get; init; }

    /// <summary>True for a question of a portfolio run, which tries fewer other forms.</summary>
    public bool IsOfRun { get; init; }
}
