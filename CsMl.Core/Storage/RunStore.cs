using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>Keeps the portfolio runs of each tenant.</summary>
public sealed class RunStore(Tables tables)
{
    private readonly IEntityTable runs = tables.Runs;

    /// <summary>Opens a run. A night has one run only: where it was opened before, the answer is that one.</summary>
    public async Task<Run> OpenAsync(string tenant, RunKind kind, DateTimeOffset now, CancellationToken cancellation)
    {
        var run = new Run(
            kind == RunKind.Nightly ? Run.NightlyId(now) : Run.BatchId(now),
            kind,
            RunState.Running,
            PredictionType.Churn,
            now,
            null,
            0,
            RunCounts.None,
            new RunCost(0, 0),
            []
        );
        var written = await runs.WriteAsync(tenant, [EntityChange.Insert(run.RunId, Json(run))], cancellation);
        return written.Succeeded ? run : (await FindAsync(tenant, run.RunId, cancellation))!;
    }

    public Task SaveAsync(string tenant, Run run, CancellationToken cancellation) =>
        runs.WriteAsync(tenant, [EntityChange.Upsert(run.RunId, Json(run))], cancellation);

    public async Task<Run?> FindAsync(string tenant, string runId, CancellationToken cancellation) =>
        await runs.FindAsync(tenant, runId, cancellation) is { } row
            ? JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Run)
            : null;

    private static byte[] Json(Run run) => JsonSerializer.SerializeToUtf8Bytes(run, RowJson.Plain.Run);
}
