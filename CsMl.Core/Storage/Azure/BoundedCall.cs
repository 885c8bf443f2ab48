namespace CsMl.Core.Storage.Azure;

/// <summary>Ends a call after a while, whatever the client's retries come to and however long its caller would wait.</summary>
internal static class BoundedCall
{
    /// <param name="limit"><see cref="Timeout.InfiniteTimeSpan"/>: none but the caller's own.</param>
    public static CancellationTokenSource Begin(TimeSpan limit, CancellationToken caller)
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(caller);
        bound.CancelAfter(limit);
        return bound;
    }
}
