using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Applies a caller's patch to a CTA of the app, together with its slot and its history.</summary>
public sealed class UpdateCta(AccountIndex index, CtaWriter ctas, DeliverCta deliver, TimeProvider time)
{
    /// <summary>Null if there is no such account.</summary>
    /// <param name="isMet">True if the version meets the caller's precondition.</param>
    /// <param name="by">The caller; null if it did not identify itself.</param>
    public async Task<CtaPatchResult?> RunAsync(
        AccountKey account,
        string ctaId,
        CtaPatch change,
        Func<int, bool> isMet,
        string? by,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (await index.FindAsync(account, cancellation) is not { } known)
        {
            return null;
        }

        change = change with { AccountOwnerId = known.Facts.OwnerId };
        var edit = EntityKey.IsSegment(ctaId)
            ? await ctas.ChangeAsync(
                account,
                ctaId,
                (record, slot) =>
                    isMet(record.Version)
                        ? change.Apply(record, slot, by, now)
                        : CtaPatchResult.Refuse(
                            CtaPatchProblem.Stale,
                            "The CTA has been changed since; GET it again and send its new ETag in If-Match."
                        ),
                now,
                cancellation
            )
            : CtaPatchResult.NotFound;
        await deliver.ChangedAsync(account.Tenant, edit);
        return edit == CtaPatchResult.NotFound && known.Facts.Ctas.Any(cta => cta.Id == ctaId)
            ? CtaPatchResult.Refuse(CtaPatchProblem.NotOurs, "This CTA is the CRM's own; change it there.")
            : edit;
    }
}
