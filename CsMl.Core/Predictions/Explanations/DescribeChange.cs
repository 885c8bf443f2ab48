using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Says a change in one sentence: from where to where, and what moved it, in whole points that add up.</summary>
internal static class DescribeChange
{
    private const int MostNamed = 5;

    /// <summary>What a factor is called when it got worse, and when it got better.</summary>
    private static readonly Dictionary<string, (string Worse, string Better)> Words = new(StringComparer.Ordinal)
    {
        [nameof(AlreadyLeft)] = ("the account has left", "the account is back"),
        [nameof(SilenceAgainstRhythm)] = ("longer silence", "fresh contact"),
        [nameof(LowHealth)] = ("a worse health score", "a better health score"),
        [nameof(HealthTrendRule)] = ("a worse health trend", "a better health trend"),
        [nameof(SuddenDrop)] = ("a sudden drop in health", "a sudden drop in health that fades"),
        [nameof(SustainedDecline)] = ("a sustained decline in health", "an end to the decline in health"),
        [nameof(NegativeSentiment)] = ("worse sentiment", "better sentiment"),
        [nameof(UnresolvedTickets)] = ("more trouble with support tickets", "less trouble with support tickets"),
        [nameof(NoExecutive)] = ("a longer time without executives", "contact with executives"),
        [nameof(NoMeetings)] = ("a longer time without meetings", "fresh meetings"),
        [nameof(RenewalNear)] = ("the renewal", "the renewal"),
        [nameof(OverdueCtas)] = ("more overdue CTAs", "fewer overdue CTAs"),
        [nameof(OpenOpportunities)] = ("fewer chances in opportunities", "more chances in opportunities"),
        [nameof(EngagementChange)] = ("less activity", "more activity"),
        [AttributeChange.Prior] = ("another view of what is usual", "another view of what is usual"),
        [AttributeChange.Window] = ("another window", "another window"),
        [AttributeChange.Bounds] = ("rounding", "rounding"),
        [AttributeChange.Model] = ("the language model's judgement", "the language model's judgement"),
    };

    /// <summary>Such as <c>Churn risk rose from 41 % to 63 %: longer silence, now 63 days (+9), a better health score, now 58 (−3).</c></summary>
    public static string InWords(PredictionType type, double before, double after, IReadOnlyList<FactorChange> factors)
    {
        var (from, to) = (Percent(before), Percent(after));
        var move =
            from == to
                ? $"{Subject(type)} stayed at {to} %"
                : $"{Subject(type)} {(to > from ? "rose" : "fell")} from {from} % to {to} %";
        var points = RoundToSum.Of([.. factors.Select(f => f.Points)], to - from);
        var told = factors
            .Zip(points)
            .Where(f => f.Second != 0)
            .Take(MostNamed)
            .Select(f => $"{Name(type, f.First)} ({(f.Second > 0 ? "+" : "−")}{Math.Abs(f.Second)})")
            .ToList();
        return told.Count == 0 ? $"{move}." : $"{move}: {string.Join(", ", told)}.";
    }

    private static string Name(PredictionType type, FactorChange factor)
    {
        // For an expansion trouble is a reason against.
        var worse = factor.LogOdds > 0 != (type == PredictionType.Expansion);
        var (ifWorse, ifBetter) = Words.GetValueOrDefault(factor.Rule, (factor.Factor, factor.Factor));
        var name = worse ? ifWorse : ifBetter;
        return factor.Value is { Length: > 0 } value ? $"{name}, now {value}" : name;
    }

    private static string Subject(PredictionType type) =>
        type switch
        {
            PredictionType.Churn => "Churn risk",
            PredictionType.HealthTrend => "The chance of a clearly lower health score",
            PredictionType.Expansion => "The chance of an expansion",
            _ => "The chance of a decline in engagement",
        };

    private static int Percent(double probability) => ExplainPrediction.Percent(probability);
}
