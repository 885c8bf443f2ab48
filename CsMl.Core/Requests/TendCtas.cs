using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>
/// After a new prediction: closes the account's open automated CTAs where it has recovered, and raises them where it has
/// grown worse. The slots say what is open, so that the many accounts that need nothing cost nothing; done twice it changes
/// nothing the second time.
/// </summary>
public sealed class TendCtas(
    CtaStore ctas,
    StoredCtas stored,
    IOptions<CtaOptions> options,
    IOptions<PredictionOptions> predictions
)
{
    /// <summary>Reads the account's slots itself.</summary>
    public async Task RunAsync(
        string tenant,
        Prediction prediction,
        AccountFacts facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var slots = await stored.FindSlotsAsync(tenant, facts.AccountId, cancellation);
        await RunAsync(tenant, prediction, facts, [.. slots.Select(found => found.Slot)], now, cancellation);
    }

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
            await ctas.ChangeAsync(
                tenant,
                facts.AccountId,
                ctaId,
                (record, slot) => AutoChange.Apply(step, record, slot, now),
                now,
                cancellation
            );
        }
    }
}
