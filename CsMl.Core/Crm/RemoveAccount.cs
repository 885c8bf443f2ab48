using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Removes an account that the CRM no longer has from runs and lists, and closes its open CTAs. Its predictions and CTAs
/// stay in its history. An account that was erased stays erased. The facts are removed first, so that a retry after an interruption completes the rest.
/// </summary>
public sealed class RemoveAccount(
    AccountIndex index,
    PredictionWriter predictions,
    CtaReader stored,
    CtaWriter ctas,
    DeliverCta deliver,
    ErasedAccounts erased,
    TimeProvider time
)
{
    public async Task RunAsync(AccountKey account, CancellationToken cancellation)
    {
        if (await erased.IsErasedAsync(account, cancellation))
        {
            return;
        }

        var removedAt = await index.RemoveAsync(account, cancellation);
        // No prediction from the removed facts can create a CTA after this.
        await predictions.WithdrawAsync(account, removedAt, cancellation);
        foreach (var (slot, _) in await stored.FindSlotsAsync(account, cancellation))
        {
            // A CTA created since belongs to an account that came back.
            if (slot.IsOpen && slot.At.UtcTicks <= removedAt)
            {
                await CloseAsync(account, slot, cancellation);
            }
        }
    }

    private async Task CloseAsync(AccountKey account, CtaSlot slot, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var close = new CtaStep.Close(slot, "The CRM no longer has the account.") { HasRecovered = false };
        var edit = await ctas.ChangeAsync(
            account,
            slot.CtaId,
            (record, current) => ApplyPlannedChange.Apply(close, record, current, now),
            now,
            cancellation
        );
        await deliver.ChangedAsync(account.Tenant, edit);
    }
}
