namespace CsMl.Tests.Portfolio;

/// <summary>Ends a test whose work has stopped. As long as there is progress it waits, however slow the machine.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _stalled = new(HangGuard.Limit);
    private int _most;

    /// <summary>Cancelled where nothing has grown for <see cref="HangGuard.Limit"/>.</summary>
    public CancellationToken Token => _stalled.Token;

    /// <returns><paramref name="progress"/></returns>
    public int See(int progress)
    {
        if (progress > _most)
        {
            _most = progress;
            _stalled.CancelAfter(HangGuard.Limit);
        }

        return progress;
    }

    public void Dispose() => _stalled.Dispose();
}
