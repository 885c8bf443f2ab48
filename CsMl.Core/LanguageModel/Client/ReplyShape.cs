namespace CsMl.Core.LanguageModel.Client;

/// <summary>The JSON that a reply must be.</summary>
/// <param name="Name">For the server; letters, digits, _ and -.</param>
/// <param name="Schema">JSON schema in the subset of strict structured outputs.</param>
public sealed record ReplyShape(string Name, string Schema);
