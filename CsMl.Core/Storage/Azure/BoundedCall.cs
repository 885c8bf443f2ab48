namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Cancels a call after a time limit, regardless of the client's retries and the caller's own time-out.
/// </summary>
internal static class BoundedCall
{
    /// <param name="limit"><see cref="Timeout.InfiniteTimeSpan"/> leaves only the caller's own limit.</param>
    public static CancellationTokenSource Begin(TimeSpan limit, CancellationToken caller)
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(caller);
        bound.CancelAfter(limit);
        return bound;
    }
}
