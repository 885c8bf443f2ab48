using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Changes a CTA that the app made as somebody asks, with its slot and its history.</summary>
public sealed class ChangeCta(ICrm crm, CtaStore ctas, TimeProvider time)
{
    /// <summary>Null: there is no such account.</summary>
    /// <param name="isMet">Whether the version is one that the caller has seen.</param>
    /// <param name="by">The caller; null: it did not say who it is.</param>
    public async Task<CtaEdit?> RunAsync(
        string tenant,
        string accountId,
        string ctaId,
        CtaChange change,
        Func<int, bool> isMet,
        string? by,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (await crm.FindAsync(tenant, accountId, cancellation) is not { } account)
        {
            return null;
        }

        var edit = EntityKey.IsSegment(ctaId)
            ? await ctas.ChangeAsync(
                tenant,
                accountId,
                ctaId,
                (record, slot) =>
                    isMet(record.Version)
                        ? change.Apply(record, slot, by, now)
                        : CtaEdit.Refuse(
                            CtaRefusal.Stale,
                            "The CTA has been changed since; GET it again and send its new ETag in If-Match."
                        ),
                now,
                cancellation
            )
            : CtaEdit.NotFound;
        return edit == CtaEdit.NotFound && account.Facts.Ctas.Any(cta => cta.Id == ctaId)
            ? CtaEdit.Refuse(CtaRefusal.NotOurs, "This CTA is the CRM's own; change it there.")
            : edit;
    }
}
