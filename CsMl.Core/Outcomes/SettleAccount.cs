using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Validates the counted predictions of one account and returns those that change. A pure function and idempotent: a
/// settlement stays unless an outcome recorded later contradicts it.
/// </summary>
internal static class SettleAccount
{
    /// <param name="facts">The account's current facts in the CRM; null if the CRM does not have the account.</param>
    /// <returns>The predictions that change, and a departure that nobody recorded, or null if there is none.</returns>
    public static (IReadOnlyList<(CountedPrediction Before, CountedPrediction After)> Changed, Outcome? Seen) Judge(
        IReadOnlyList<CountedPrediction> predictions,
        IReadOnlyList<Outcome> outcomes,
        AccountFacts? facts,
        DateTimeOffset now
    )
    {
        var changed = new List<(CountedPrediction, CountedPrediction)>();
        Outcome? seen = null;
        foreach (var before in predictions)
        {
            var judgement = SettlePrediction.ByOutcomes(before, outcomes, now, facts?.Subscription?.StartDate);
            if (judgement.IsOpen)
            {
                // A settlement by facts at the window's end is final, even if it was undecided, because the facts
                // change afterwards.
                if (before.Settlement is { OutcomeAt: null } || (IsGivenUp(before) && now >= before.Due))
                {
                    continue;
                }

                judgement = SettlePrediction.ByFacts(before, facts, outcomes, now);
                seen ??= judgement.Settlement?.OutcomeAt is { } at
                    ? new Outcome(OutcomeKind.Churned, at, IsInferred: true)
                    : null;
            }

            var after = before with
            {
                IsOpen = judgement.IsOpen,
                Settlement = judgement.Settlement,
                HadLeft = judgement.HadLeft,
            };
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
