namespace CsMl.Core.Storage;

/// <summary>
/// Lets one caller in at a time for each key, within this process. It saves work that would be lost or done twice, and
/// is no safeguard: other processes know nothing of it. Keys may share a lane.
/// </summary>
internal sealed class Lanes
{
    private const int Count = 64;

    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the lane; disposing of the answer leaves it.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellation)
    {
        var lane = lanes[(uint)key.GetHashCode(StringComparison.Ordinal) % Count];
        await lane.WaitAsync(cancellation);
        return new Place(lane);
    }

    private sealed class Place(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
