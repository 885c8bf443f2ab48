using System.Text.Json;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Keeps the last closed run over every account in one row, so that the morning page need look neither through all runs
/// nor through all outcomes. A run that is about to close is in a row of its own, which counts from the instant at which
/// the run's row says that it is over; so no run is named that was cancelled meanwhile.
/// </summary>
public sealed class ClosedRuns(
    Tables tables,
    RunStore runs,
    OutcomeStore outcomes,
    KeptSummaries summaries,
    TenantSettings settings
)
{
    private const string LastRow = "last";
    private const string ClosingRow = "closing";

    private readonly OptimisticWriter _turns = new();

    /// <summary>Null if no such run was closed.</summary>
    public async Task<ClosedRun?> FindLastAsync(string tenant, CancellationToken cancellation)
    {
        // In this order: a run is in the first row before it is in the second.
        var closing = await FindAsync(tenant, ClosingRow, cancellation);
        var last = await FindAsync(tenant, LastRow, cancellation);
        return
            closing is not null
            && closing != last
            && !closing.IsBefore(last)
            && await runs.FindAsync(tenant, closing.RunId, cancellation) is { } stored
            && closing.IsOf(stored.Run)
            ? closing
            : last;
    }

    /// <summary>
    /// Is called before the run's own row says that it is over, and again if that was cut off; runs that were of some
    /// accounts alone are passed over.
    /// </summary>
    internal async Task PrepareAsync(string tenant, RunRecord closed, CancellationToken cancellation)
    {
        if (ClosedRun.IsWhole(closed))
        {
            await WriteAsync(tenant, ClosingRow, await MeasureAsync(tenant, closed, cancellation), cancellation);
            await summaries.KeepAsync(tenant, closed.Counts.Accounts, cancellation);
        }
    }

    /// <summary>Is called once the run's own row says that it is over, and again if that was cut off.</summary>
    internal async Task KeepAsync(string tenant, RunRecord closed, CancellationToken cancellation)
    {
        if (ClosedRun.IsWhole(closed) && (await FindAsync(tenant, LastRow, cancellation))?.IsOf(closed) != true)
        {
            var closing = await FindAsync(tenant, ClosingRow, cancellation);
            var run = closing?.IsOf(closed) == true ? closing : await MeasureAsync(tenant, closed, cancellation);
            await WriteAsync(tenant, LastRow, run, cancellation);
        }
    }

    private async Task<ClosedRun> MeasureAsync(string tenant, RunRecord closed, CancellationToken cancellation)
    {
        var scale = (await settings.OfAsync(tenant, cancellation)).Risk;
        var track = await TrackRecord.OfAsync(outcomes.ListCountedAsync(tenant, cancellation), scale, closed.StartedAt);
        return ClosedRun.Of(closed, track);
    }

    /// <summary>Writes a run, unless its row has a later one.</summary>
    private Task WriteAsync(string tenant, string row, ClosedRun run, CancellationToken cancellation)
    {
        return _turns.UntilWrittenAsync(EntityKey.Of(tenant, row), TryWriteAsync, cancellation);

        async Task<ClosedRun?> TryWriteAsync()
        {
            var before = await tables.Runs.FindAsync(Partition(tenant), row, cancellation);
            if (before is not null && before.Read(RunJson.Plain.ClosedRun) is var held && run.IsBefore(held))
            {
                return held;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Plain.ClosedRun);
            var change = before is null ? EntityChange.Insert(row, json) : EntityChange.Replace(row, json, before.ETag);
            return (await tables.Runs.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded ? run : null;
        }
    }

    private async Task<ClosedRun?> FindAsync(string tenant, string row, CancellationToken cancellation) =>
        await tables.Runs.FindAsync(Partition(tenant), row, cancellation) is { } stored
            ? stored.Read(RunJson.Plain.ClosedRun)
            : null;

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "closed");
}
