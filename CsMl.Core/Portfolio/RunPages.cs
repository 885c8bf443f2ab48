using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>Changes the pages of all of a run's plans at once, those of earlier plans among them.</summary>
public sealed class RunPages(Tables tables)
{
    private readonly IEntityTable _runs = tables.Runs;

    /// <summary>Deletes the pages and counters of a plan that did not become the run's.</summary>
    public async Task DeleteAsync(string tenant, string runId, string planId, CancellationToken cancellation)
    {
        var partition = EntityKey.Of(tenant, runId);
        foreach (var range in RunStore.RangesOf(planId))
        {
            await DeleteRows.UntilGoneAsync(_runs, partition, range, cancellation);
        }
    }

    /// <summary>
    /// Takes an account out of the pages. Only those of its bucket can name it. Returns the number of pages changed.
    /// </summary>
    public async Task<int> EraseAsync(string tenant, string runId, string accountId, CancellationToken cancellation)
    {
        var partition = EntityKey.Of(tenant, runId);
        var erased = 0;
        foreach (var planId in await ListPlansAsync(partition, cancellation))
        {
            var range = RunStore.PagesOf(planId, Bucket.Of(accountId));
            await foreach (var row in _runs.QueryAsync(partition, range, cancellation))
            {
                erased += await EraseAsync(row, accountId, cancellation) ? 1 : 0;
            }
        }

        return erased;
    }

    /// <summary>False if the page does not name the account.</summary>
    private async Task<bool> EraseAsync(Entity? row, string accountId, CancellationToken cancellation)
    {
        while (row is not null)
        {
            var page = RunStore.ReadPage(row);
            var without = page.Without(accountId);
            if (without == page)
            {
                return false;
            }

            if (
                (await _runs.WriteAsync(row.PartitionKey, [RunStore.Replacement(without, row)], cancellation)).Succeeded
            )
            {
                return true;
            }

            // The page was counted meanwhile.
            row = await _runs.FindAsync(row.PartitionKey, row.RowKey, cancellation);
        }

        return false;
    }

    private async Task<IReadOnlyCollection<string>> ListPlansAsync(string partition, CancellationToken cancellation)
    {
        var plans = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in _runs.QueryAsync(partition, RunStore.AllBuckets, cancellation))
        {
            plans.Add(RunStore.PlanOf(row.RowKey));
        }

        return plans;
    }
}
