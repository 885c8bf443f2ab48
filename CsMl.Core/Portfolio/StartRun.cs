using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Adds runs and sends the messages that open them. Idempotent, also after an interruption between the two.
/// </summary>
public sealed class StartRun(
    IAccountSource source,
    RunStore runs,
    RunHeartbeats heartbeats,
    IWorkQueue queue,
    IOptions<NightlyOptions> options,
    TimeProvider time
)
{
    /// <summary>
    /// Starts this night's runs for every tenant, one for each type. A run that was already started is opened again.
    /// </summary>
    public async Task NightAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var tenant in await source.ListTenantsAsync(cancellation))
        {
            foreach (var type in options.Value.ToScore())
            {
                var run = await runs.AddAsync(tenant, RunRecord.Nightly(now, type), cancellation);
                if (!run.IsOver)
                {
                    await OpenAsync(tenant, run.RunId, cancellation);
                }
            }
        }
    }

    public async Task<RunRecord> BatchAsync(
        string tenant,
        PredictionType type,
        PriorityFilter filter,
        int? maxAccounts,
        CancellationToken cancellation
    )
    {
        var run = RunRecord.Batch(type, filter, maxAccounts, time.GetUtcNow());
        await runs.AddAsync(tenant, run, cancellation);
        await OpenAsync(tenant, run.RunId, cancellation);
        return run;
    }

    /// <summary>
    /// Scores the failed accounts of a finished run again, or opens a run that is not finished again. Null if there is
    /// no such run.
    /// </summary>
    public async Task<RunChange?> RetryAsync(string tenant, string runId, CancellationToken cancellation)
    {
        while (await runs.FindAsync(tenant, runId, cancellation) is { } stored)
        {
            var run = stored.Run;
            if (!run.IsOver)
            {
                // Opening a run again is harmless while it is worked on, and restarts it if it has stopped.
                await OpenAsync(tenant, runId, cancellation);
                return new RunChange(run, true);
            }

            if (run.State != RunState.CompletedWithFailures)
            {
                return new RunChange(run, false);
            }

            var again = run with
            {
                State = RunState.Queued,
                CompletedAt = null,
                RetryOf = run.PlanId,
                PlanId = null,
                Planned = 0,
                Counts = run.Counts with { Accounts = run.Counts.Accounts - run.Counts.Failed, Failed = 0 },
                Failures = [],
            };
            if (await runs.ReplaceAsync(tenant, stored, again, cancellation))
            {
                await OpenAsync(tenant, runId, cancellation);
                return new RunChange(again, true);
            }
        }

        return null;
    }

    /// <summary>
    /// Cancels a run: its scores are kept, and the remaining accounts are not scored. Null if there is no such run.
    /// </summary>
    public async Task<RunChange?> CancelAsync(string tenant, string runId, CancellationToken cancellation)
    {
        while (await runs.FindAsync(tenant, runId, cancellation) is { } stored)
        {
            if (stored.Run.IsOver)
            {
                return new RunChange(stored.Run, false);
            }

            var cancelled = stored.Run with { State = RunState.Cancelled, CompletedAt = time.GetUtcNow() };
            if (await runs.ReplaceAsync(tenant, stored, cancelled, cancellation))
            {
                return new RunChange(cancelled, true);
            }
        }

        return null;
    }

    private async Task OpenAsync(string tenant, string runId, CancellationToken cancellation)
    {
        await heartbeats.BeginAsync(tenant, runId, cancellation);
        await queue.SendAsync(RunMessage.RunsQueue, [RunMessage.Open(tenant, runId).ToText()], cancellation);
    }
}
