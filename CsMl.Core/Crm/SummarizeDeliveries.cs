using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>Counts what of a tenant is on its way to the CRM.</summary>
public sealed class SummarizeDeliveries(Outgoing outgoing, CtaDeliveryStore ctas, ChurnRiskStore risks)
{
    /// <summary>Null if nothing goes out.</summary>
    public async Task<DeliverySummary?> RunAsync(string tenant, CancellationToken cancellation)
    {
        if (outgoing == Outgoing.Nothing)
        {
            return null;
        }

        var failures = await ctas.ListFailuresAsync(tenant, cancellation);
        var pending = (await ctas.ListPendingAsync(tenant, cancellation)).Count;
        pending += outgoing.ChurnRisk ? await risks.CountPendingAsync(tenant, cancellation) : 0;
        return new DeliverySummary(
            pending,
            failures.Count,
            failures.Select(one => one.Failure).MaxBy(failure => failure.At)
        );
    }
}
