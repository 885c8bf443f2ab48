using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Deletes old runs with all that is stored of them. The run of a scale stays: that it is over says that every account is
/// on that scale.
/// </summary>
public sealed class RunRetention(Tables tables, RunStore runs)
{
    /// <summary>All rows of a run's partition.</summary>
    private static readonly RowRange Everything = new("-", "~");

    /// <summary>Deletes the runs that were over before an instant. Returns their number.</summary>
    public async Task<int> DeleteAsync(string tenant, DateTimeOffset before, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var run in await runs.ListAsync(tenant, cancellation))
        {
            if (
                run is { IsOver: true, Kind: not RunKind.Rescore }
                && run.CompletedAt < before
                && await runs.FindAsync(tenant, run.RunId, cancellation) is { Run.IsOver: true } stored
            )
            {
                // The run itself last, so that the next night finds what was left.
                var partition = EntityKey.Of(tenant, run.RunId);
                await DeleteRows.UntilGoneAsync(tables.Runs, partition, Everything, cancellation);
                var change = EntityChange.Delete(run.RunId, stored.ETag);
                deleted += (await tables.Runs.WriteAsync(tenant, [change], cancellation)).Succeeded ? 1 : 0;
            }
        }

        return deleted;
    }
}
