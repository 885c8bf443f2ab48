using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>The result of one call of the model, before the decision on a retry.</summary>
/// <param name="Failure">Null if there is a text.</param>
/// <param name="Detail">Text for the log, as <see cref="ModelReply.Detail"/>.</param>
internal sealed record ModelAttempt(string? Text, FallbackReason? Failure, string? Detail)
{
    public FailureCause Cause { get; init; }

    /// <summary>True if the failure is transient, so that a retry may succeed.</summary>
    public bool MayPass { get; init; }

    /// <summary>True if there is no time left for another full attempt.</summary>
    public bool IsLast { get; init; }

    /// <summary>The delay that the server requests before a retry.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True if the failure counts for the circuit breaker. A rate limit does not, because the server is healthy and
    /// states itself when to retry; nor does what is about this question alone.
    /// </summary>
    public bool IsOutage =>
        Failure
            is not (
                null
                or FallbackReason.LlmRateLimited
                or FallbackReason.LlmContentFiltered
                or FallbackReason.BudgetExhausted
            )
        && Cause != FailureCause.TooLong;

    /// <summary>True if every other question would fail the same way until somebody changes a setting.</summary>
    public bool IsLasting =>
        Cause
            is FailureCause.KeyRefused
                or FailureCause.ModelNotFound
                or FailureCause.OutOfQuota
                or FailureCause.AddressNotFound;

    public static ModelAttempt Of(string text) => new(text, null, null);

    public static ModelAttempt Failed(FallbackReason reason, string detail) => new(null, reason, detail);

    /// <summary>A connection that was not made or broke off.</summary>
    public static ModelAttempt Lost(string detail) => Failed(FallbackReason.LlmError, detail) with { MayPass = true };

    public static ModelAttempt Unconnected(HttpRequestError error) =>
        Lost($"No connection to the server ({error}).") with
        {
            Cause =
                error == HttpRequestError.NameResolutionError ? FailureCause.AddressNotFound
                : error == HttpRequestError.ConnectionError ? FailureCause.NoServer
                : FailureCause.Unnamed,
        };
}
