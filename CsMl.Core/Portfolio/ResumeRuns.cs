using System.Text.Json;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Resumes runs that stopped because a process died with their messages, which the host does not redeliver for ten
/// minutes. Opening a run again sends the pages that are not done, or its closing; both are idempotent. What is left of
/// the file of an import that is over, or whose upload never became a run, is deleted.
/// </summary>
public sealed partial class ResumeRuns(
    RunHeartbeats heartbeats,
    RunStore runs,
    ImportStore imports,
    IWorkQueue queue,
    RunMetrics metrics,
    ILogger<ResumeRuns> log
)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var still in heartbeats.ListStillAsync(cancellation))
        {
            try
            {
                await ResumeAsync(still, cancellation);
            }
            catch (JsonException e)
            {
                // Other runs, of other tenants among them, do not wait for a repair.
                RunDamaged(log, still.RunId, e);
                await heartbeats.ResumedAsync(still, cancellation);
            }
        }
    }

    private async Task ResumeAsync(StoredHeartbeat still, CancellationToken cancellation)
    {
        if (await runs.FindAsync(still.Tenant, still.RunId, cancellation) is not { Run.IsOver: false })
        {
            await EndAsync(still, cancellation);
            return;
        }

        var open = RunMessage.Open(still.Tenant, still.RunId);
        await queue.SendAsync(RunMessage.RunsQueue, [open.ToText()], cancellation);
        await heartbeats.ResumedAsync(still, cancellation);
        metrics.CountResumed();
        RunResumed(log, still.RunId, still.Heartbeat.At);
    }

    /// <summary>
    /// The heartbeat is claimed before the file is deleted, because an upload may have gone on since it was read, and
    /// deleted after it, because without it nobody would find what is left.
    /// </summary>
    private async Task EndAsync(StoredHeartbeat still, CancellationToken cancellation)
    {
        if (await heartbeats.ClaimAsync(still, cancellation) is { } claimed)
        {
            await imports.DeleteFileAsync(still.Tenant, still.RunId, cancellation);
            await heartbeats.EndAsync(claimed, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Error, "Run {RunId} stands still and is not resumed, because its row cannot be read")]
    private static partial void RunDamaged(ILogger log, string runId, Exception e);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} was last worked on at {At:o}; it is sent on its way again")]
    private static partial void RunResumed(ILogger log, string runId, DateTimeOffset at);
}
