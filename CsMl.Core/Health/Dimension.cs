using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <summary>One side of an account's health: its newest score and where that is heading.</summary>
/// <param name="Score">0–100, or null where none is known.</param>
/// <param name="Slope">Points a month over the last 90 days, as far as they are believed to be a trend.</param>
/// <param name="PerMonth">The same as they were, which is what is said.</param>
internal sealed record Dimension(string Name, double? Score, double Slope, double PerMonth, string Suggestion)
{
    private const double Critical = 30;
    private const double Warning = 50;
    private const double Strong = 75;
    private const int LeastSentiments = 3;

    /// <summary>Usage, support, engagement, sentiment, in that order.</summary>
    public static IReadOnlyList<Dimension> All(Signals s) =>
        [
            Of(
                s,
                "usage",
                static h => h.UsageScore,
                "Find out which features went unused and offer a training on them"
            ),
            Of(
                s,
                "support",
                static h => h.SupportScore,
                "Go through the open and the recent tickets with support and report back to the account"
            ),
            Of(s, "engagement", static h => h.EngagementScore, "Set up a regular call with the main contact"),
            Felt(
                Of(
                    s,
                    "sentiment",
                    static h => h.SentimentScore,
                    "Ask for frank feedback and answer it within the week"
                ),
                s
            ),
        ];

    /// <summary>As it is shown, and judged as it is shown, so that no 50 is called weak.</summary>
    private double? Shown => Score is { } score ? Math.Round(score, 1) : null;

    public bool IsRisk => Shown < Warning || AnalyseHealth.Direction(Slope) == Trend.Worsening;

    public bool IsStrength => Shown >= Strong && !IsRisk;

    /// <summary>What to say of it; null where there is nothing to say.</summary>
    public HealthInsight? Insight()
    {
        if (Shown is not { } shown)
        {
            return null;
        }

        var trend = AnalyseHealth.Direction(Slope);
        var moving = trend switch
        {
            Trend.Improving => FormattableString.Invariant($" and improving by about {PerMonth:0.#} points a month"),
            Trend.Worsening => FormattableString.Invariant($" and falling by about {-PerMonth:0.#} points a month"),
            _ => "",
        };
        var level = shown switch
        {
            < Critical => "very low",
            < Warning => "low",
            < Strong => "fair",
            _ => "strong",
        };
        var (type, severity) =
            IsRisk ? ("risk", shown < Critical ? InsightSeverity.Critical : InsightSeverity.Warning)
            : IsStrength ? ("strength", InsightSeverity.Positive)
            : ("trend", InsightSeverity.Info);
        return new HealthInsight(
            type,
            Name,
            severity,
            FormattableString.Invariant($"The {Name} score is {level} at {shown:0.#}{moving}"),
            trend,
            type == "risk" ? Suggestion : null
        );
    }

    private static Dimension Of(Signals s, string name, Func<HealthSnapshot, double?> pick, string suggestion)
    {
        var series = HealthSeries.Of(s.Facts.HealthHistory, pick, s.AsOf.AddDays(-Signals.HealthDays), s.AsOf);
        return new Dimension(
            name,
            series.Count > 0 ? series.Newest : null,
            series.SlopePerMonth,
            series.PointsPerMonth,
            suggestion
        );
    }

    /// <summary>
    /// Where no sentiment score is known, the latest contacts tell it, three of them at least: all positive 100, all
    /// negative 0.
    /// </summary>
    private static Dimension Felt(Dimension sentiment, Signals s)
    {
        var e = s.Engagement;
        return sentiment.Score is not null || e.Sentiments < LeastSentiments
            ? sentiment
            : sentiment with
            {
                Score = Math.Round(100 * (e.Positive + 0.5 * e.Neutral) / e.Sentiments, 1),
            };
    }
}
