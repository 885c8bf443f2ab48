using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>Sends a saved CTA to the CRM. A failure is logged and does not undo the CTA.</summary>
public sealed partial class DeliverCta(ICtaSink sink, ILogger<DeliverCta> log)
{
    public Task CreatedAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        TryAsync(sink.CreateAsync, tenant, cta, cancellation);

    /// <summary>Does nothing if the patch changed nothing.</summary>
    public Task ChangedAsync(string tenant, CtaPatchResult patch, CancellationToken cancellation) =>
        patch is { Record.Cta: { } cta, Event: not null }
            ? TryAsync(cta.IsOpen ? sink.UpdateAsync : sink.CloseAsync, tenant, cta, cancellation)
            : Task.CompletedTask;

    private async Task TryAsync(
        Func<string, Cta, CancellationToken, Task> send,
        string tenant,
        Cta cta,
        CancellationToken cancellation
    )
    {
        try
        {
            await send(tenant, cta, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            NotDelivered(log, cta.Id, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "CTA {CtaId} is saved, but could not be sent to the CRM")]
    private static partial void NotDelivered(ILogger log, string ctaId, Exception e);
}
