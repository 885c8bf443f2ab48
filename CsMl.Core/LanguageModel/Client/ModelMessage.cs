namespace CsMl.Core.LanguageModel.Client;

public sealed record ModelMessage(ModelRole Role, string Text);
