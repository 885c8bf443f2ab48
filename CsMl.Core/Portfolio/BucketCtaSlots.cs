using System.Collections.Concurrent;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Caches the CTA slots of a bucket's accounts, read with one query when this process scores the first of the bucket's
/// pages. A CTA created after that is checked the next night; a CTA closed after that is read again before it is
/// changed.
/// </summary>
internal sealed class BucketCtaSlots(CtaReader ctas)
{
    private const int MostBuckets = 16 * Bucket.Count;

    private readonly ConcurrentDictionary<(string Tenant, string PlanId, int Bucket), Lazy<Task<AccountSlots>>> _known =
        new();

    public async Task<AccountSlots> OfAsync(string tenant, RunRecord run, int bucket)
    {
        if (_known.Count > MostBuckets)
        {
            _known.Clear();
        }

        var key = (tenant, run.PlanId!, bucket);
        try
        {
            return await _known
                .GetOrAdd(key, _ => new(() => ctas.ListSlotsAsync(tenant, bucket, CancellationToken.None)))
                .Value;
        }
        catch
        {
            // A failed query is not cached; the next page queries again.
            _known.TryRemove(key, out _);
            throw;
        }
    }
}
