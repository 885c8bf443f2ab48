using System.Collections.Concurrent;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Which accounts of a bucket have CTAs, as the first of its pages in this process found it: one query for all of them.
/// A CTA that is made meanwhile is looked at the next night; one that is closed is read again
/// before it is changed.
/// </summary>
internal sealed class BucketCtaSlots(CtaReader ctas)
{
    private const int MostBuckets = 16 * Bucket.Count;

    private readonly ConcurrentDictionary<(string Tenant, string PlanId, int Bucket), Lazy<Task<AccountSlots>>> known =
        new();

    public async Task<AccountSlots> OfAsync(string tenant, RunRecord run, int bucket)
    {
        if (known.Count > MostBuckets)
        {
            known.Clear();
        }

        var key = (tenant, run.PlanId!, bucket);
        try
        {
            return await known
                .GetOrAdd(key, _ => new(() => ctas.ListSlotsAsync(tenant, bucket, CancellationToken.None)))
                .Value;
        }
        catch
        {
            // The next page asks again.
            known.TryRemove(key, out _);
            throw;
        }
    }
}
