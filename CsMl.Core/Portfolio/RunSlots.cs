using System.Collections.Concurrent;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Which accounts have CTAs, as the first page of a run's plan in this process found it: few queries for all pages, in
/// place of one for each. A CTA that is made meanwhile is looked at the next night; one that is closed is read again
/// before it is changed.
/// </summary>
internal sealed class RunSlots(StoredCtas ctas)
{
    private const int MostRuns = 16;

    private readonly ConcurrentDictionary<(string Tenant, string PlanId), Lazy<Task<AccountSlots>>> known = new();

    public async Task<AccountSlots> OfAsync(string tenant, RunHeader run)
    {
        if (known.Count > MostRuns)
        {
            known.Clear();
        }

        var key = (tenant, run.PlanId!);
        try
        {
            return await known.GetOrAdd(key, _ => new(() => ctas.ListSlotsAsync(tenant, CancellationToken.None))).Value;
        }
        catch
        {
            // The next page asks again.
            known.TryRemove(key, out _);
            throw;
        }
    }
}
