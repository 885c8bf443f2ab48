using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>Keeps the portfolio runs of each tenant.</summary>
public sealed class RunStore(Tables tables)
{
    private readonly IEntityTable runs = tables.Runs;

    /// <summary>Opens the nightly run of that id, or answers with the one that is there.</summary>
    public async Task<Run> OpenAsync(string tenant, string runId, DateTimeOffset now, CancellationToken cancellation)
    {
        var run = new Run(
            runId,
            RunKind.Nightly,
            RunState.Running,
            PredictionType.Churn,
            now,
            null,
            0,
            RunCounts.None,
            new RunCost(0, 0),
            []
        );
        var written = await runs.WriteAsync(tenant, [EntityChange.Insert(runId, Json(run))], cancellation);
        return written.Succeeded ? run : (await FindAsync(tenant, runId, cancellation))!;
    }

    public Task SaveAsync(string tenant, Run run, CancellationToken cancellation) =>
        runs.WriteAsync(tenant, [EntityChange.Upsert(run.RunId, Json(run))], cancellation);

    public async Task<Run?> FindAsync(string tenant, string runId, CancellationToken cancellation) =>
        await runs.FindAsync(tenant, runId, cancellation) is { } row
            ? JsonSerializer.Deserialize(row.Json.Span, RowJson.Default.Run)
            : null;

    private static byte[] Json(Run run) => JsonSerializer.SerializeToUtf8Bytes(run, RowJson.Default.Run);
}
