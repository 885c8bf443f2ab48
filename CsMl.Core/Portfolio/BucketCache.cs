using System.Collections.Concurrent;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Caches what is known of a bucket's accounts, read with one query when this process scores the first of the bucket's
/// pages. What changes after that is found the next night; before something is undone because of it, it is read again.
/// </summary>
/// <param name="read">Reads it for a tenant and a bucket.</param>
internal sealed class BucketCache<T>(Func<string, int, Task<T>> read)
{
    private const int MostBuckets = 16 * Bucket.Count;

    private readonly ConcurrentDictionary<(string Tenant, string PlanId, int Bucket), Lazy<Task<T>>> _known = new();

    public async Task<T> OfAsync(string tenant, RunRecord run, int bucket)
    {
        if (_known.Count > MostBuckets)
        {
            _known.Clear();
        }

        var key = (tenant, run.PlanId!, bucket);
        try
        {
            return await _known.GetOrAdd(key, _ => new(() => read(tenant, bucket))).Value;
        }
        catch
        {
            // A failed query is not cached; the next page queries again.
            _known.TryRemove(key, out _);
            throw;
        }
    }
}
