using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>One attempt to deliver a CTA, with what it has learnt of the CTA in the CRM so far.</summary>
internal sealed class CtaAttempt(ICtaSink sink, CtaDeliveryStore store, CtaDelivery delivery)
{
    private readonly string _tenant = delivery.Account.Tenant;

    public CtaLink Link { get; private set; } = delivery.Link;

    public async Task<CtaLink> SendAsync(Cta cta, string? notes, CancellationToken cancellation)
    {
        if (Link.IsDeleted)
        {
            return Link;
        }

        // After an attempt that failed it is open whether it worked.
        var isOpen = Link.Attempts > 1;
        var found = isOpen ? await sink.FindAsync(_tenant, cta, cancellation) : null;
        var sent = found ?? Link.Sent ?? await sink.CreateAsync(_tenant, cta, cancellation);
        var isCreated = Link.Sent is null;
        Link = Link with { Sent = isOpen && found is null ? sent with { State = null } : sent };
        // Saved before anything else is sent, so that the CTA need not be searched after a crash.
        if (isCreated && Link.Sent.State != CtaState.Of(cta) && !await store.KeepAsync(delivery, Link, cancellation))
        {
            return Link;
        }

        if (!await UpdateAsync(cta, notes, cancellation))
        {
            // A wrong address answers as a deleted CTA does, so the CRM's list decides.
            var again = await sink.FindAsync(_tenant, cta, cancellation);
            Link = Link with { Sent = again ?? Link.Sent };
            if (again is null || !await UpdateAsync(cta, notes, cancellation))
            {
                Link = Link with { IsDeleted = true };
            }
        }

        return Link;
    }

    /// <summary>False if the CRM does not have the CTA any more.</summary>
    private async Task<bool> UpdateAsync(Cta cta, string? notes, CancellationToken cancellation)
    {
        var sent = Link.Sent!;
        if (sent.State == CtaState.Of(cta))
        {
            return true;
        }

        if (!await sink.UpdateAsync(_tenant, sent, cta, notes, cancellation))
        {
            return false;
        }

        Link = Link with { Sent = sent with { State = CtaState.Of(cta) } };
        return true;
    }
}
