namespace CsMl.Core.LanguageModel.Client;

/// <param name="RetryAfterMilliseconds">The header as received.</param>
/// <param name="RetryAfter">The header as received: seconds or a date.</param>
internal sealed record ServerAnswer(
    int Status,
    ReadOnlyMemory<byte> Body,
    string? RetryAfterMilliseconds,
    string? RetryAfter
);
