using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>
/// After a new prediction, closes the account's open automated CTAs if it has recovered and raises them if its risk has
/// increased. The slots show which CTAs are open, so that accounts without open CTAs need no further reads. Idempotent.
/// </summary>
public sealed class UpdateOpenCtas(
    CtaWriter ctas,
    CtaReader stored,
    DeliverCta deliver,
    IOptions<CtaOptions> options,
    IOptions<PredictionOptions> predictions
)
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

    public async Task RunAsync(
        string tenant,
        Prediction prediction,
        AccountFacts facts,
        IReadOnlyList<CtaSlot> slots,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rules = options.Value.RulesOf(tenant, predictions.Value.ScaleOf(tenant));
        var situation = new CtaSituation(prediction, facts, slots, [], rules, null, now);
        foreach (var step in PlanCtas.Tend(situation))
        {
            var ctaId = step switch
            {
                CtaStep.Close close => close.Slot.CtaId,
                CtaStep.Raise raise => raise.Slot.CtaId,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            var edit = await ctas.ChangeAsync(
                new AccountKey(tenant, facts.AccountId),
                ctaId,
                (record, slot) => ApplyPlannedChange.Apply(step, record, slot, now),
                now,
                cancellation,
                prediction
            );
            await deliver.ChangedAsync(tenant, edit, cancellation);
        }
    }
}
