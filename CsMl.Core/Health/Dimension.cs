using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <summary>One dimension of an account's health: its newest score and its trend.</summary>
/// <param name="Score">0–100; null if unknown.</param>
/// <param name="Slope">The part of the slope over the last 90 days that counts as a trend, in points per month.</param>
/// <param name="PerMonth">The observed slope over the last 90 days, in points per month, as sentences state it.</param>
internal sealed record Dimension(string Name, double? Score, double Slope, double PerMonth, string Suggestion)
{
    private const double Critical = 30;
    private const double Warning = 50;
    private const double Strong = 75;
    private const int LeastSentiments = 3;

    /// <summary>Usage, support, engagement and sentiment, in that order.</summary>
    public static IReadOnlyList<Dimension> All(Signals s) =>
        [
            Of(
                s,
                "usage",
                static h => h.UsageScore,
                "Find out with {main} by {by} which features go unused, and offer a training on them"
            ),
            Of(
                s,
                "support",
                static h => h.SupportScore,
                "Go through the recent tickets with support, and report back to {main} by {by}"
            ),
            Of(s, "engagement", static h => h.EngagementScore, "Agree with {main} by {by} on a regular call"),
            Felt(
                Of(
                    s,
                    "sentiment",
                    static h => h.SentimentScore,
                    "Ask {main} by {by} for frank feedback, and answer it in person"
                ),
                s
            ),
        ];

    /// <summary>
    /// The score as displayed. It is also the score that is classified, so that a displayed 50 is never called weak.
    /// </summary>
    private double? Shown => Score is { } score ? Math.Round(score, 1) : null;

    public bool IsRisk => Shown < Warning || AnalyseHealth.Direction(Slope) == Trend.Worsening;

    public bool IsStrength => Shown >= Strong && !IsRisk;

    /// <summary>The insight about this dimension; null if its score is unknown.</summary>
    /// <param name="writeAction">Names people and dates in the suggestion.</param>
    public HealthInsight? Insight(Func<string, string> writeAction)
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
            type == "risk" ? writeAction(Suggestion) : null
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
    /// If no sentiment score is known, computes one from the latest contacts, if at least three have a sentiment: all
    /// positive gives 100, all negative 0.
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
