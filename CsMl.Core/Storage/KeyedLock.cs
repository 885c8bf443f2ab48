namespace CsMl.Core.Storage;

/// <summary>
/// Lets one caller in at a time for each key, within this process. It saves work that would be lost or done twice, and
/// is no safeguard: other processes know nothing of it.
/// </summary>
internal sealed class KeyedLock
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);

    /// <summary>Enters the lane where nobody is in it; null: somebody is.</summary>
    public IDisposable? TryEnter(string key)
    {
        var lane = Join(key);
        if (lane.Door.Wait(0, CancellationToken.None))
        {
            return new Place(this, key, lane);
        }

        Leave(key, lane);
        return null;
    }

    /// <summary>Waits for the lane; disposing of the answer leaves it.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellation)
    {
        var lane = Join(key);
        try
        {
            await lane.Door.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave(key, lane);
            throw;
        }

        return new Place(this, key, lane);
    }

    private Lane Join(string key)
    {
        lock (gate)
        {
            if (!lanes.TryGetValue(key, out var lane))
            {
                lanes.Add(key, lane = new Lane());
            }

            lane.Callers++;
            return lane;
        }
    }

    /// <summary>A lane without callers is forgotten: there are as many keys as there are accounts.</summary>
    private void Leave(string key, Lane lane)
    {
        lock (gate)
        {
            if (--lane.Callers == 0)
            {
                lanes.Remove(key);
                lane.Dispose();
            }
        }
    }

    private sealed class Lane : IDisposable
    {
        public SemaphoreSlim Door { get; } = new(1, 1);

        /// <summary>Inside and waiting.</summary>
        public int Callers { get; set; }

        public void Dispose() => Door.Dispose();
    }

    private sealed class Place(KeyedLock lanes, string key, Lane lane) : IDisposable
    {
        public void Dispose()
        {
            lane.Door.Release();
            lanes.Leave(key, lane);
        }
    }
}
