namespace CsMl.Core.LanguageModel.Client;

/// <summary>The required JSON of a reply.</summary>
/// <param name="Name">Name for the server: letters, digits, _ and -.</param>
/// <param name="Schema">JSON schema in the subset of strict structured outputs.</param>
public sealed record ReplyShape(string Name, string Schema);
