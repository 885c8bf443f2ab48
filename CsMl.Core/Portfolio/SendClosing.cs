using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Asks for a run to be closed once all of its pages are done. The pages that end last may both ask: a closing that comes
/// twice does no harm.
/// </summary>
internal static class SendClosing
{
    public static async Task IfDoneAsync(
        RunStore runs,
        IWorkQueue queue,
        string tenant,
        string runId,
        CancellationToken cancellation
    )
    {
        if (await runs.FindAsync(tenant, runId, cancellation) is not { Run: { IsOver: false, PlanId: { } planId } })
        {
            return;
        }

        var sum = await runs.SumAsync(tenant, runId, planId, cancellation);
        if (sum.Done >= sum.Pages)
        {
            var closing = RunMessage.Close(tenant, runId, planId);
            await queue.SendAsync(RunMessage.ClosingsQueue, [closing.ToText()], cancellation);
        }
    }
}
