using System.Text.Json;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>
/// Delivers to the CRM what was saved and did not reach it: because it did not answer, or because the process died between
/// the two. A timer calls it. Each tenant has its share of the time, and a call begins behind the tenant at which the last
/// one ended, so that a CRM that hangs holds up no other tenant for ever.
/// </summary>
public sealed partial class DeliverPending(
    ICtaSink sink,
    IAccountSource source,
    CtaDeliveryStore store,
    DeliverCta deliver,
    DeliverChurnRisks risks,
    TimeProvider time,
    ILogger<DeliverPending> log
)
{
    private const int MostAtOnce = 4;

    /// <summary>Less than the timer's interval; the rest is left for its next call.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <summary>The tenant whose turn was the last one.</summary>
    private string? _last;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (sink.IsEmbedded)
        {
            return;
        }

        var tenants = AfterLast(await source.ListTenantsAsync(cancellation));
        var start = time.GetTimestamp();
        for (var i = 0; i < tenants.Count && !IsLate(MostTime); i++)
        {
            _last = tenants[i];
            var elapsed = time.GetElapsedTime(start);
            var until = elapsed + ((MostTime - elapsed) / (tenants.Count - i));
            await DeliverAsync(tenants[i], () => IsLate(until), cancellation);
        }

        bool IsLate(TimeSpan until) => time.GetElapsedTime(start) > until;
    }

    private List<string> AfterLast(IReadOnlyList<string> tenants) =>
        [
            .. tenants
                .OrderBy(tenant => string.CompareOrdinal(tenant, _last) <= 0)
                .ThenBy(tenant => tenant, StringComparer.Ordinal),
        ];

    private async Task DeliverAsync(string tenant, Func<bool> isLate, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            await store.ListPendingAsync(tenant, cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation },
            async (pending, cancel) =>
            {
                if (isLate())
                {
                    return;
                }

                try
                {
                    await deliver.RunAsync(pending.Account, pending.CtaId, cancel);
                }
                catch (JsonException e)
                {
                    Unreadable(log, pending.CtaId, e);
                }
            }
        );
        await risks.RunAsync(tenant, isLate, cancellation);
    }

    [LoggerMessage(LogLevel.Error, "What the CRM has of CTA {CtaId} cannot be read, so that it is not sent to it")]
    private static partial void Unreadable(ILogger log, string ctaId, Exception e);
}
