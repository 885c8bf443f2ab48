using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Sends the message that closes a run once all of its pages are done. The last pages may both send it; closing a run
/// twice is harmless.
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
