namespace CsMl.Core.LanguageModel.Client;

/// <param name="Messages">The messages, beginning with the system message.</param>
public sealed record ModelQuestion(IReadOnlyList<ModelMessage> Messages, ReplyShape Shape, IModelBudget Budget);
