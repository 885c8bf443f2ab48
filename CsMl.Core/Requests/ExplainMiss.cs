using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Requests;

/// <summary>
/// Computes what the rules would have had to see for a prediction of churn to reach a threshold, by their own weights.
/// </summary>
internal static class ExplainMiss
{
    private const int Digits = 4;

    /// <summary>Smallest amount of log-odds that is told from nothing.</summary>
    private const double Nothing = 1e-9;

    /// <summary>The rules that can raise the risk of churn, in the order of the rule set.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [.. PredictionTypes.Of(PredictionType.Churn).RuleSet.Rules.Where(rule => rule.Reach is not null)];

    /// <param name="shares">What each rule with a finding contributed, by its name.</param>
    public static MissingEvidence Of(
        double probability,
        int windowDays,
        IReadOnlyDictionary<string, double> shares,
        double high
    )
    {
        var gap =
            RuleSet.LogOddsWithinHorizon(high, windowDays) - RuleSet.LogOddsWithinHorizon(probability, windowDays);
        // The rule with the most room first: what asks the least of the account.
        var room = Rules
            .Select(rule => (Rule: rule, Share: shares.GetValueOrDefault(rule.Name), rule.Reach!.Most))
            .Select(r => (r.Rule, r.Share, Room: r.Most - Math.Max(0, r.Share)))
            .OrderByDescending(r => r.Room)
            .ToList();
        // A rule that reassured would have had to stop that, too.
        var alone = room.Where(r => r.Share + gap <= r.Rule.Reach!.Most + Nothing)
            .Select(r => new SufficientSign(r.Rule.Name, Sign(r.Rule, r.Share + gap)))
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
    private static string Together(IReadOnlyList<(Rule Rule, double Share, double Room)> room, double gap)
    {
        var signs = new List<string>();
        foreach (var (rule, share, most) in room)
        {
            if (gap <= Nothing)
            {
                break;
            }

            // What reassured is taken back first.
            var reassured = Math.Min(0, share);
            var more = Math.Min(most - reassured, gap);
            signs.Add(Sign(rule, share + more));
            gap -= more;
        }

        return gap <= Nothing
            ? $"No single sign would have been enough, but these together: {string.Join("; ", signs)}."
            : "Nothing that the rules look at would have been enough.";
    }

    private static string Sign(Rule rule, double logOdds) =>
        rule.Reach!.Seen(Math.Clamp(logOdds, Nothing, rule.Reach.Most));

    private static string Percent(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.#} %");
}
