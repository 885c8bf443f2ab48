using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Delivers to the CRM what was saved and did not reach it: because it did not answer, or because the process died between
/// the two. A timer calls it.
/// </summary>
public sealed class DeliverPending(
    ICtaSink sink,
    IAccountSource source,
    CtaDeliveryStore store,
    DeliverCta deliver,
    DeliverChurnRisks risks,
    TimeProvider time
)
{
    private const int MostAtOnce = 4;

    /// <summary>Less than the timer's interval; the rest is left for its next call.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (sink.IsEmbedded)
        {
            return;
        }

        var start = time.GetTimestamp();
        foreach (var tenant in await source.ListTenantsAsync(cancellation))
        {
            var sideBySide = new ParallelOptions
            {
                MaxDegreeOfParallelism = MostAtOnce,
                CancellationToken = cancellation,
            };
            await Parallel.ForEachAsync(
                await store.ListPendingAsync(tenant, cancellation),
                sideBySide,
                async (pending, cancel) =>
                {
                    if (!IsLate())
                    {
                        await deliver.RunAsync(pending.Account, pending.CtaId, cancel);
                    }
                }
            );
            await risks.RunAsync(tenant, IsLate, cancellation);
        }

        bool IsLate() => time.GetElapsedTime(start) > MostTime;
    }
}
