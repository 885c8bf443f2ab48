using System.Collections.Concurrent;

namespace CsMl.Tests.History;

/// <summary>What the callers of an app were answered, of one portfolio.</summary>
internal sealed class CallHistory
{
    private long _instant;

    /// <summary>The highest revision of an account's facts whose write was acknowledged, and the highest that was sent.</summary>
    public ConcurrentDictionary<string, (int Acknowledged, int Sent)> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of new predictions that were answered.</summary>
    public ConcurrentBag<string> Predictions { get; } = [];

    public ConcurrentBag<CtaCall> Ctas { get; } = [];

    /// <summary>The next place in the order of beginnings and ends.</summary>
    public long Next() => Interlocked.Increment(ref _instant);
}
