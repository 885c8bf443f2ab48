using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Goes through the counted predictions of one account and says which of them change. Pure, and the same twice: what
/// is settled stays so unless an outcome that was told since says otherwise.
/// </summary>
internal static class SettleAccount
{
    /// <param name="facts">As the CRM knows the account now; null: it does not.</param>
    /// <returns>The predictions that change, and a departure that nobody told; null: there is none.</returns>
    public static (IReadOnlyList<(CountedPrediction Before, CountedPrediction After)> Changed, Outcome? Seen) Judge(
        IReadOnlyList<CountedPrediction> predictions,
        IReadOnlyList<Outcome> outcomes,
        AccountFacts? facts,
        DateTimeOffset now
    )
    {
        var changed = new List<(CountedPrediction, CountedPrediction)>();
        Outcome? seen = null;
        foreach (var before in predictions.Where(p => !p.HadLeft))
        {
            var judgement = SettlePrediction.ByOutcomes(before, outcomes, now);
            if (judgement.IsOpen)
            {
                // What the facts decided at the window's end, or could not, stays: they change afterwards.
                if (before.Settlement is { OutcomeAt: null } || (IsGivenUp(before) && now >= before.Due))
                {
                    continue;
                }

                judgement = SettlePrediction.ByFacts(before, facts, outcomes, now);
                seen ??= judgement.Settlement?.OutcomeAt is { } at
                    ? new Outcome(OutcomeKind.Churned, at, IsInferred: true)
                    : null;
            }

            var after = before with { IsOpen = judgement.IsOpen, Settlement = judgement.Settlement };
            if (after.Settlement is { } found && found.SaysTheSame(before.Settlement))
            {
                after = after with { Settlement = before.Settlement };
            }

            if (after != before)
            {
                changed.Add((before, after));
            }
        }

        return (changed, seen);
    }

    private static bool IsGivenUp(CountedPrediction p) => p is { Settlement: null, IsOpen: false };
}
