namespace CsMl.Core.LanguageModel.Client;

/// <summary>Best first; each is tried where the one before it is refused.</summary>
internal enum ReplyFormat
{
    Schema,
    Json,
    Text,
}
