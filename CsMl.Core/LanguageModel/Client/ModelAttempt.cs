using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>How one call of the model ended, before it is decided whether to call again.</summary>
/// <param name="Failure">Null where there is a text.</param>
/// <param name="Detail">For the log, as <see cref="ModelReply.Detail"/>.</param>
internal sealed record ModelAttempt(string? Text, FallbackReason? Failure, string? Detail)
{
    /// <summary>It may end otherwise if it is made again.</summary>
    public bool MayPass { get; init; }

    /// <summary>There is no time left for another whole one.</summary>
    public bool IsLast { get; init; }

    /// <summary>How long the server asks to be left alone first.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// It speaks against the server's health. One that says "not so fast" is healthy, and says itself when to come back.
    /// </summary>
    public bool IsOutage => MayPass && Failure != FallbackReason.LlmRateLimited;

    public static ModelAttempt Of(string text) => new(text, null, null);

    public static ModelAttempt Failed(FallbackReason reason, string detail) => new(null, reason, detail);
}
