using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Adds runs and sends the messages that open them. Idempotent, also after an interruption between the two.
/// </summary>
public sealed partial class StartRun(
    IAccountSource source,
    SyncAccounts sync,
    RunStore runs,
    ImportStore imports,
    RunHeartbeats heartbeats,
    IWorkQueue queue,
    IOptions<NightlyOptions> options,
    TimeProvider time,
    ILogger<StartRun> log
)
{
    /// <summary>
    /// Starts this night's runs for every tenant, one for each type. A run that was already started is opened again.
    /// </summary>
    /// <param name="again">
    /// True to start a follow-up run if the night's run is over. It scores the accounts that are not scored yet or have
    /// changed since.
    /// </param>
    /// <returns>The runs that are not over yet, and behind them those that cannot be read.</returns>
    public async Task<IReadOnlyList<(string Tenant, string RunId)>> NightAsync(
        CancellationToken cancellation,
        bool again = false
    )
    {
        var now = time.GetUtcNow();
        var opened = new List<(string, string)>();
        var damaged = new List<(string, string)>();
        foreach (var tenant in await source.ListTenantsAsync(cancellation))
        {
            foreach (var type in options.Value.ToScore())
            {
                try
                {
                    var run = await AddNightAsync(tenant, RunRecord.Nightly(now, type), again, cancellation);
                    if (!run.IsOver)
                    {
                        await OpenAsync(tenant, run.RunId, cancellation);
                        opened.Add((tenant, run.RunId));
                    }
                }
                catch (DamagedRowException e)
                {
                    Unreadable(log, e);
                    damaged.Add((tenant, e.RowKey));
                }
            }
        }

        return [.. opened, .. damaged];
    }

    private async Task<RunRecord> AddNightAsync(
        string tenant,
        RunRecord first,
        bool again,
        CancellationToken cancellation
    )
    {
        var run = await runs.AddAsync(tenant, first, cancellation);
        for (var number = 2; again && run.IsOver; number++)
        {
            run = await runs.AddAsync(tenant, first.FollowUp(number), cancellation);
        }

        return run;
    }

    /// <param name="key">The run of an earlier attempt of this request is started again.</param>
    public Task<RunRecord> BatchAsync(
        string tenant,
        PredictionType type,
        PriorityFilter filter,
        int? maxAccounts,
        CancellationToken cancellation,
        AccountFilter? accounts = null,
        RequestKey? key = null
    )
    {
        var now = time.GetUtcNow();
        var run = RunRecord.Batch(IdOf(key, now), type, filter, maxAccounts, now) with { Accounts = accounts };
        return AddAsync(tenant, run, cancellation);
    }

    /// <param name="full">True to read every account, changed or not.</param>
    /// <param name="key">The run of an earlier attempt of this request is started again.</param>
    public async Task<RunRecord> SyncAsync(
        string tenant,
        bool full,
        CancellationToken cancellation,
        RequestKey? key = null
    )
    {
        if (full)
        {
            await sync.RestartAsync(tenant, cancellation);
        }

        var now = time.GetUtcNow();
        return await AddAsync(tenant, RunRecord.Sync(IdOf(key, now), now), cancellation);
    }

    /// <summary>Scores every account again on the tenant's new scale.</summary>
    public Task<RunRecord> RescoreAsync(string tenant, int scaleVersion, CancellationToken cancellation) =>
        AddAsync(tenant, RunRecord.Rescore(scaleVersion, time.GetUtcNow()), cancellation);

    private static string IdOf(RequestKey? key, DateTimeOffset now) => key?.Id ?? Guid.CreateVersion7(now).ToString();

    private async Task<RunRecord> AddAsync(string tenant, RunRecord run, CancellationToken cancellation)
    {
        var added = await runs.AddAsync(tenant, run, cancellation);
        await OpenAsync(tenant, run.RunId, cancellation);
        return added;
    }

    /// <summary>
    /// Scores the failed accounts of a finished run again, plans a cancelled run anew, or opens a run that is not
    /// finished again. The file of an import that is over is gone, so it stays as it is. Null if there is no such run.
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

            if (run.State == RunState.Completed || run.Kind == RunKind.Import)
            {
                return new RunChange(run, false);
            }

            var again = run with
            {
                State = RunState.Queued,
                CompletedAt = null,
                PlanId = null,
                Planned = 0,
                Failures = [],
            };
            // The new plan of a cancelled run has all its accounts; those that it has scored are counted, not scored.
            again =
                run.State == RunState.Cancelled
                    ? again with
                    {
                        RetryOf = null,
                        Counts = RunCounts.None,
                        Cost = RunCost.None,
                        Fallbacks = null,
                    }
                    : again with
                    {
                        RetryOf = run.PlanId,
                        Counts = run.Counts with { Accounts = run.Counts.Accounts - run.Counts.Failed, Failed = 0 },
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
    /// Cancels a run: its scores are kept, and the remaining accounts are not scored. Of an import, the rows that came in
    /// are kept, and its file is deleted. Null if there is no such run.
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
                await imports.DeleteFileAsync(tenant, runId, cancellation);
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

    [LoggerMessage(LogLevel.Error, "A run of this night cannot be read and is not started; others are")]
    private static partial void Unreadable(ILogger log, Exception e);
}
