using CsMl.Core.Accounts;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Takes the app's own CTAs out of the facts that a CRM returned, where they would count as the CRM's: as open items, as
/// duplicates, and as a change of the facts. One that somebody closed in the CRM is closed here too.
/// </summary>
public sealed class OwnCtas(
    ICtaSink sink,
    CtaDeliveryStore deliveries,
    CtaWriter ctas,
    DeliverCta deliver,
    TimeProvider time
)
{
    /// <summary>The author of the changes that follow the CRM.</summary>
    private const string Crm = "crm";

    public async Task<AccountFacts> TakeOutAsync(string tenant, AccountFacts facts, CancellationToken cancellation)
    {
        if (sink.IsEmbedded || facts.Ctas.Count == 0)
        {
            return facts;
        }

        var account = new AccountKey(tenant, facts.AccountId);
        var links = await deliveries.ListLinksAsync(account, cancellation);
        var own = links
            .Where(link => link.Value.Sent is not null)
            .ToDictionary(link => link.Value.Sent!.CrmId, link => link.Key, StringComparer.Ordinal);
        foreach (var cta in facts.Ctas)
        {
            if (!cta.IsOpen && own.TryGetValue(cta.Id, out var ctaId))
            {
                await FollowAsync(account, ctaId, links[ctaId], cta, cancellation);
            }
        }

        // The mark shows those whose create has not been answered yet.
        return facts with
        {
            Ctas = [.. facts.Ctas.Where(cta => !own.ContainsKey(cta.Id) && !IsMarked(cta))],
        };
    }

    private async Task FollowAsync(
        AccountKey account,
        string ctaId,
        CtaLink link,
        Cta there,
        CancellationToken cancellation
    )
    {
        if (
            link.Sent!.State is not { } sent
            || (sent.Status == there.Status && sent.Outcome == there.Outcome && !link.IsClosedThere)
        )
        {
            // The CRM has it closed because the app closed it, or a change of the app is on its way.
            return;
        }

        var closed = sent with { Status = there.Status, Outcome = there.Outcome, SnoozeUntil = null };
        if (!await deliveries.SeeClosedAsync(account, ctaId, closed, cancellation))
        {
            return;
        }

        var now = time.GetUtcNow();
        var patch = new CtaPatch(there.Status, false, null, null, there.Outcome, "It was closed in the CRM.", null);
        var result = await ctas.ChangeAsync(
            account,
            ctaId,
            (record, slot) =>
                record.Cta.IsOpen ? patch.Apply(record, slot, Crm, now) : CtaPatchResult.Unchanged(record),
            now,
            cancellation
        );
        // The CRM has this state already, so that nothing is sent.
        await deliver.ChangedAsync(account.Tenant, result);
    }

    private static bool IsMarked(Cta cta) =>
        PlatformCtaMark.Find(cta.Description) is not null || PlatformCtaMark.Find(cta.Reason) is not null;
}
