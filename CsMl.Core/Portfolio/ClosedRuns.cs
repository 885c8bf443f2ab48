using System.Text.Json;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Keeps the last closed run over every account in one row, so that the morning page need look neither through all runs
/// nor through all outcomes.
/// </summary>
public sealed class ClosedRuns(Tables tables, OutcomeStore outcomes, KeptSummaries summaries, TenantSettings settings)
{
    private const string RowKey = "last";

    /// <summary>Null if no such run was closed.</summary>
    public async Task<ClosedRun?> FindLastAsync(string tenant, CancellationToken cancellation) =>
        await tables.Runs.FindAsync(Partition(tenant), RowKey, cancellation) is { } row
            ? JsonSerializer.Deserialize(row.Json.Span, RunJson.Plain.ClosedRun)
            : null;

    /// <summary>
    /// Is called before the run's own row says that it is over, and again if that was cut off; runs that were of some
    /// accounts alone are passed over.
    /// </summary>
    internal async Task KeepAsync(string tenant, RunRecord closed, CancellationToken cancellation)
    {
        if (!ClosedRun.IsWhole(closed))
        {
            return;
        }

        var scale = (await settings.OfAsync(tenant, cancellation)).Risk;
        var track = await TrackRecord.OfAsync(outcomes.ListCountedAsync(tenant, cancellation), scale, closed.StartedAt);
        var json = JsonSerializer.SerializeToUtf8Bytes(ClosedRun.Of(closed, track), RunJson.Plain.ClosedRun);
        await tables.Runs.WriteAsync(Partition(tenant), [EntityChange.Upsert(RowKey, json)], cancellation);
        await summaries.KeepAsync(tenant, closed.Counts.Accounts, cancellation);
    }

    private static string Partition(string tenant) => EntityKey.Of(tenant, "closed");
}
