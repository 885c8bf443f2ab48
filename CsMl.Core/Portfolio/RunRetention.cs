using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Deletes old runs with their pages and reports. The run of the current scale stays: that it is over says that every
/// account is on that scale.
/// </summary>
public sealed class RunRetention(Tables tables, RunStore runs)
{
    /// <summary>Most runs that one call deletes, so that a night's work is bounded.</summary>
    private const int MostAtOnce = 100;

    /// <summary>Deletes the oldest of the runs that were over before an instant. Returns their number.</summary>
    /// <param name="scale">The version of the tenant's scale.</param>
    public async Task<int> DeleteAsync(string tenant, int scale, DateTimeOffset before, CancellationToken cancellation)
    {
        var old = (await runs.ListAsync(tenant, cancellation)).Where(run =>
            run.IsOver && run.CompletedAt < before && run.RunId != RunRecord.RescoreId(scale)
        );
        var deleted = 0;
        foreach (var run in old.Reverse().Take(MostAtOnce))
        {
            deleted += await DeleteAsync(tenant, run.RunId, cancellation) ? 1 : 0;
        }

        return deleted;
    }

    /// <summary>False if the run was started again meanwhile.</summary>
    private async Task<bool> DeleteAsync(string tenant, string runId, CancellationToken cancellation)
    {
        var stored = await runs.FindAsync(tenant, runId, cancellation);
        // The run itself last, so that the next night finds what was left.
        await DeleteRows.UntilGoneAsync(
            tables.Runs,
            EntityKey.Of(tenant, runId),
            RowRange.All,
            cancellation,
            isStillMeant: async () => await runs.FindAsync(tenant, runId, cancellation) is { Run.IsOver: true }
        );
        return stored is { Run.IsOver: true, ETag: var etag }
            && (await tables.Runs.WriteAsync(tenant, [EntityChange.Delete(runId, etag)], cancellation)).Succeeded;
    }
}
