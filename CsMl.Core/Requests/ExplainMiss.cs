using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Requests;

/// <summary>
/// Computes what the rules would have had to see for a prediction of churn to reach a threshold, by the weights that made
/// the prediction.
/// </summary>
internal static class ExplainMiss
{
    private const int Digits = 4;

    /// <summary>Smallest amount of log-odds that is told from nothing.</summary>
    private const double Nothing = 1e-9;

    /// <summary>The rules that can raise the risk of churn, in the order of the rule set.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [.. PredictionTypes.Of(PredictionType.Churn).RuleSet.Rules.Where(rule => rule.Reach is not null)];

    /// <param name="findings">What each rule with a finding contributed.</param>
    /// <param name="model">What weighed the rules; null for their own weights.</param>
    public static MissingEvidence Of(
        double probability,
        int windowDays,
        IReadOnlyList<RuleContribution> findings,
        ChurnModel? model,
        double high
    )
    {
        var gap =
            RuleSet.LogOddsWithinHorizon(high, windowDays) - RuleSet.LogOddsWithinHorizon(probability, windowDays);
        var found = findings.ToDictionary(f => f.Rule, StringComparer.Ordinal);
        // The rule with the most room first: what asks the least of the account.
        var room = Rules
            .Select(rule => WeighedReach.Of(rule, found.GetValueOrDefault(rule.Name), model))
            .Where(reach => reach.Room > Nothing)
            .OrderByDescending(reach => reach.Room)
            .ToList();
        // A rule that reassured would have had to stop that, too.
        var alone = room.Where(reach => reach.Share + gap <= reach.Most + Nothing)
            .Select(reach => new SufficientSign(reach.Rule.Name, Sign(reach, reach.Share + gap)))
            .ToList();
        return new MissingEvidence(
            Math.Round(gap, Digits),
            alone,
            Sentence(probability, high) + (alone.Count > 0 ? OneOf(alone) : Together(room, gap))
        );
    }

    private static string Sentence(double probability, double high) =>
        $"{Percent(probability)} was predicted, and a risk is high from {Percent(high)}. ";

    private static string OneOf(IReadOnlyList<SufficientSign> alone) =>
        alone.Count == 1
            ? $"By itself this would have been enough: {alone[0].Sign}."
            : $"Each of these would have been enough by itself: {string.Join("; ", alone.Select(sign => sign.Sign))}.";

    /// <summary>The fewest rules that together give enough: those with the most room, all but the last in full.</summary>
    private static string Together(IReadOnlyList<WeighedReach> room, double gap)
    {
        var signs = new List<string>();
        foreach (var reach in room)
        {
            if (gap <= Nothing)
            {
                break;
            }

            // What reassured is taken back first.
            var more = Math.Min(reach.Most - reach.Share, gap);
            signs.Add(Sign(reach, reach.Share + more));
            gap -= more;
        }

        return gap <= Nothing
            ? $"No single sign would have been enough, but these together: {string.Join("; ", signs)}."
            : "Nothing that the rules look at would have been enough.";
    }

    private static string Sign(WeighedReach reach, double share) =>
        reach.Rule.Reach!.Seen(Math.Clamp(reach.EvidenceFor(share), Nothing, reach.Rule.Reach.Most));

    private static string Percent(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.#} %");
}
