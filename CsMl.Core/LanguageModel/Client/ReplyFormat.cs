namespace CsMl.Core.LanguageModel.Client;

/// <summary>Formats from best to worst. The next one is the fallback if the server rejects one.</summary>
internal enum ReplyFormat
{
    Schema,
    Json,
    Text,
}
