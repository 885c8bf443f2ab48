using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Plans a run and sends its pages. If two processes plan it at the same time, the run's row names one of the plans,
/// and only pages of that plan are sent. Opening a run again sends the pages that are not done yet.
/// </summary>
public sealed class OpenRun(
    RunStore runs,
    RunPages pages,
    RunHeartbeats heartbeats,
    IAccountSource source,
    SyncAccounts sync,
    SyncStates syncStates,
    PlanRun plan,
    ScorePage scorePage,
    CloseRun close,
    ImportRun import,
    IWorkQueue queue,
    TimeProvider time
)
{
    private const string NotOpened =
        "The run could not be opened in full on any try, and the page of this account was not done by then.";

    /// <summary>Returns the number of accounts to score.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is not { Run: { IsOver: false } run })
        {
            return 0;
        }

        return await heartbeats.WhileAsync(
            message,
            () => run.Kind == RunKind.Import ? ImportAsync(message, cancellation) : OpenAsync(message, cancellation)
        );
    }

    /// <summary>An import is one piece of work, and scores no account.</summary>
    private async Task<int> ImportAsync(RunMessage message, CancellationToken cancellation)
    {
        await import.RunAsync(message, cancellation);
        return 0;
    }

    private async Task<int> OpenAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await PlannedAsync(message, cancellation) is not { IsOver: false } run)
        {
            return 0;
        }

        // Sends the first page of every bucket, then the second pages: pages scored in parallel then write to different
        // partitions and do not conflict when they are counted.
        var left = (await LeftAsync(message, run.PlanId!, cancellation)).OrderBy(page => page.Message.Page).ToList();
        await queue.SendAsync(RunMessage.PagesQueue, [.. left.Select(page => page.Message.ToText())], cancellation);
        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, run.RunId, cancellation);
        return left.Sum(page => page.Accounts);
    }

    /// <summary>
    /// Ends a run whose opening failed on every try; otherwise it would never end. If it is planned, the accounts not
    /// yet scored are listed as failed; otherwise only the run itself is.
    /// </summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is not { Run: { IsOver: false } run })
        {
            return;
        }

        if (run.Kind == RunKind.Import)
        {
            await import.GiveUpAsync(message, cancellation);
            return;
        }

        if (run.PlanId is null)
        {
            await close.UnplannedAsync(message.Tenant, run.RunId, cancellation);
            return;
        }

        foreach (var (page, _) in await LeftAsync(message, run.PlanId, cancellation))
        {
            await scorePage.GiveUpAsync(page, cancellation, NotOpened);
        }

        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, run.RunId, cancellation);
    }

    /// <summary>The pages of a plan that are not done, each with its number of accounts.</summary>
    private async Task<IReadOnlyList<(RunMessage Message, int Accounts)>> LeftAsync(
        RunMessage message,
        string planId,
        CancellationToken cancellation
    )
    {
        var left = new List<(RunMessage, int)>();
        await foreach (var page in runs.ListPagesAsync(message.Tenant, message.RunId, planId, cancellation))
        {
            if (page.Outcome is null)
            {
                left.Add((message with { PlanId = planId, Bucket = page.Bucket, Page = page.Number }, page.Accounts));
            }
        }

        return left;
    }

    private async Task<RunRecord?> PlannedAsync(RunMessage message, CancellationToken cancellation)
    {
        while (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { } stored)
        {
            if (stored.Run.PlanId is not null || stored.Run.IsOver)
            {
                return stored.Run;
            }

            if (!await SyncAsync(message.Tenant, stored, cancellation))
            {
                await queue.SendAsync(RunMessage.RunsQueue, [message.ToText()], cancellation);
                return null;
            }

            var planned =
                stored.Run.Kind == RunKind.Sync
                    ? await SyncedAsync(message, stored.Run, cancellation)
                    : await PlanAsync(message, stored.Run, cancellation);
            if (await runs.ReplaceAsync(message.Tenant, stored, planned, cancellation))
            {
                return planned;
            }

            // Another caller planned or cancelled the run meanwhile, or an account was erased; so it is read again.
            if ((await runs.FindAsync(message.Tenant, message.RunId, cancellation))?.Run.PlanId != planned.PlanId)
            {
                await pages.DeleteAsync(message.Tenant, message.RunId, planned.PlanId!, cancellation);
            }
        }

        return null;
    }

    private async Task<RunRecord> PlanAsync(RunMessage message, RunRecord run, CancellationToken cancellation)
    {
        var planPages = await plan.PagesAsync(message.Tenant, run, cancellation);
        var planned = run with
        {
            State = RunState.Running,
            PlanId = NewPlanId(),
            Planned = planPages.Sum(page => page.Accounts),
            Failures = [],
            Facts = await FactsAsync(message.Tenant, cancellation),
        };
        await runs.AddPagesAsync(message.Tenant, message.RunId, planned.PlanId, planPages, cancellation);
        return planned;
    }

    /// <summary>A run of kind sync is over when the sync is. Accounts that could not be read are its failures.</summary>
    private async Task<RunRecord> SyncedAsync(RunMessage message, RunRecord run, CancellationToken cancellation)
    {
        var state = await syncStates.FindAsync(message.Tenant, cancellation);
        return run with
        {
            State = state.Failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures,
            CompletedAt = time.GetUtcNow(),
            PlanId = NewPlanId(),
            Failures = [.. state.Failures.Select(outdated => new RunFailure(outdated.AccountId, outdated.Reason))],
            Facts = RunFacts.Of(source.Origin(message.Tenant), state),
        };
    }

    private string NewPlanId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Null where callers write the facts.</summary>
    private async Task<RunFacts?> FactsAsync(string tenant, CancellationToken cancellation) =>
        source.IsIndex ? null : RunFacts.Of(source.Origin(tenant), await syncStates.FindAsync(tenant, cancellation));

    /// <summary>
    /// Synchronizes the index. If the source fails, the run goes on with the facts of the last complete sync and states
    /// their age; without one, and if the run is itself a sync, it shows the reason while it waits and keeps it if it is
    /// given up.
    /// </summary>
    /// <returns>False if the time limit was reached, and the next message is to continue.</returns>
    private async Task<bool> SyncAsync(string tenant, StoredRun stored, CancellationToken cancellation)
    {
        try
        {
            return await sync.RunAsync(tenant, cancellation);
        }
        catch (CrmException e)
        {
            if (
                stored.Run.Kind != RunKind.Sync
                && await syncStates.FindAsync(tenant, cancellation) is { SyncedAt: not null }
            )
            {
                return true;
            }

            var waiting = stored.Run with { Failures = [new RunFailure(RunFailure.WholeRun, e.Message)] };
            await runs.ReplaceAsync(tenant, stored, waiting, cancellation);
            throw;
        }
    }
}
