namespace CsMl.Core.LanguageModel.Client;

/// <param name="Messages">The system's first.</param>
public sealed record ModelQuestion(IReadOnlyList<ModelMessage> Messages, ReplyShape Shape, IModelBudget Budget);
