using CsMl.Core.Queues;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Plans a run and sends its pages. The plan is made once: of two that plan at the same time, the run's row names
/// one, and only pages of that one are ever sent. Opened again, it sends what is not done yet.
/// </summary>
public sealed class OpenRun(RunStore runs, PlanRun plan, CloseRun close, IWorkQueue queue, TimeProvider time)
{
    /// <summary>Answers with how many accounts there are to do.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await PlannedAsync(message, cancellation) is not { IsOver: false } run)
        {
            return 0;
        }

        var toDo = new List<RunPage>();
        await foreach (var page in runs.ListPagesAsync(message.Tenant, run.RunId, run.PlanId!, cancellation))
        {
            if (page.Outcome is null)
            {
                toDo.Add(page);
            }
        }

        // The first page of every bucket, then the second: those that are scored side by side write to partitions of
        // their own, and do not come in each other's way when they are counted.
        var messages = toDo.OrderBy(page => page.Number)
            .Select(page => message with { PlanId = run.PlanId, Bucket = page.Bucket, Page = page.Number })
            .Select(page => page.ToText());
        await queue.SendAsync(RunMessage.PagesQueue, [.. messages], cancellation);
        await close.IfDoneAsync(message.Tenant, run.RunId, cancellation);
        return toDo.Sum(page => page.Accounts);
    }

    private async Task<RunHeader?> PlannedAsync(RunMessage message, CancellationToken cancellation)
    {
        while (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { } stored)
        {
            if (stored.Run.PlanId is not null || stored.Run.IsOver)
            {
                return stored.Run;
            }

            var planId = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
            var pages = await plan.PagesAsync(message.Tenant, stored.Run, cancellation);
            await runs.AddPagesAsync(message.Tenant, message.RunId, planId, pages, cancellation);
            var planned = stored.Run with
            {
                State = RunState.Running,
                PlanId = planId,
                Planned = pages.Sum(page => page.Accounts),
            };
            if (await runs.ReplaceAsync(message.Tenant, stored, planned, cancellation))
            {
                return planned;
            }

            // Somebody else planned it, or cancelled it, meanwhile; their word counts.
        }

        return null;
    }
}
