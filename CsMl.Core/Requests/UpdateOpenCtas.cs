using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// After a new prediction, closes the account's open automated CTAs if it has recovered and raises them if its risk has
/// increased, and gives them to its new owner if it has one. The slots show which CTAs are open, so that accounts without
/// open CTAs need no further reads. Idempotent.
/// </summary>
public sealed class UpdateOpenCtas(CtaWriter ctas, CtaReader stored, DeliverCta deliver, TenantSettings settings)
{
    /// <summary>The slots of an account's open CTAs that a prediction of this type may change.</summary>
    public async Task<IReadOnlyList<CtaSlot>> FindOpenAsync(
        AccountKey account,
        PredictionType type,
        CancellationToken cancellation
    ) =>
        PredictionTypes.Of(type).Cta is null
            ? []
            :
            [
                .. (await stored.FindSlotsAsync(account, cancellation))
                    .Select(found => found.Slot)
                    .Where(slot => slot.IsOpen),
            ];

    /// <summary>
    /// Nothing is done for a prediction that differs from the one before by its scale, nor for one on another scale than
    /// that in use: its thresholds say nothing of it. The run that scores the accounts again, or the next night, follows.
    /// </summary>
    public async Task RunAsync(
        string tenant,
        LatestPrediction latest,
        KnownAccount account,
        IReadOnlyList<CtaSlot> slots,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var applied = await settings.OfAsync(tenant, cancellation);
        if (latest.Head.IsRescored || !latest.IsOn(applied.PredictionScale))
        {
            return;
        }

        var prediction = latest.Prediction;
        var situation = new CtaSituation(prediction, account.Facts, slots, [], applied.CtaRules, null, now)
        {
            Retention = account.Retention,
        };
        var key = new AccountKey(tenant, account.Facts.AccountId);
        foreach (var step in PlanCtas.Tend(situation))
        {
            await ChangeAsync(
                key,
                CtaOf(step),
                () => step,
                () => ctas.WhileLatestAsync(key, prediction, cancellation),
                now,
                cancellation
            );
        }
    }

    /// <summary>Closes the open automated CTAs of an account that has left, or is no customer.</summary>
    /// <param name="again">Looks at the account again; null if it is a customer after all.</param>
    public async Task CloseAsync(
        AccountKey account,
        IReadOnlyList<CtaSlot> slots,
        Func<Task<NoCustomer?>> again,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var slot in slots.Where(slot => slot.IsOpen))
        {
            NoCustomer? found = null;
            await ChangeAsync(
                account,
                slot.CtaId,
                () => new CtaStep.Close(slot, found!.Lifecycle.Reason + ".") { HasRecovered = false },
                async () => (found = await again())?.Told,
                now,
                cancellation
            );
        }
    }

    private static string CtaOf(CtaStep step) =>
        step switch
        {
            CtaStep.Close close => close.Slot.CtaId,
            CtaStep.Raise raise => raise.Slot.CtaId,
            CtaStep.Reassign reassign => reassign.Slot.CtaId,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task ChangeAsync(
        AccountKey account,
        string ctaId,
        Func<CtaStep> step,
        Func<Task<EntityChange?>> condition,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var edit = await ctas.ChangeAsync(
            account,
            ctaId,
            (record, slot) => ApplyPlannedChange.Apply(step(), record, slot, now),
            now,
            cancellation,
            condition
        );
        await deliver.ChangedAsync(account.Tenant, edit);
    }
}
