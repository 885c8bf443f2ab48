using CsMl.Core.Crm;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

/// <summary>
/// Every half minute, repeats deliveries to the CRM that failed. It is a timer of its own, because no stopped run is to
/// wait for a CRM that hangs.
/// </summary>
public sealed class DeliveryTimer(DeliverPending deliver)
{
    [Function(nameof(DeliveryTimer))]
    public Task RunAsync([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        deliver.RunAsync(cancellation);
}
