namespace CsMl.Core.Storage;

/// <summary>
/// Admits one caller at a time for each key within this process. It only avoids wasted or duplicate work and guarantees
/// nothing, because other processes do not share it.
/// </summary>
internal sealed class KeyedLock
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Takes the lock of a key if it is free; null if it is taken.</summary>
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

    /// <summary>Waits for the lock of a key; disposing the result releases it.</summary>
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
        lock (_gate)
        {
            if (!_lanes.TryGetValue(key, out var lane))
            {
                _lanes.Add(key, lane = new Lane());
            }

            lane.Callers++;
            return lane;
        }
    }

    /// <summary>Removes the entry of a key without callers, because there are as many keys as accounts.</summary>
    private void Leave(string key, Lane lane)
    {
        lock (_gate)
        {
            if (--lane.Callers == 0)
            {
                _lanes.Remove(key);
                lane.Dispose();
            }
        }
    }

    private sealed class Lane : IDisposable
    {
        public SemaphoreSlim Door { get; } = new(1, 1);

        /// <summary>Callers that hold the lock or wait for it.</summary>
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
