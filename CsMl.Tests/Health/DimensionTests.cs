using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Tests.Health;

/// <summary>What is said about one dimension of an account's health, at the edges between two words.</summary>
public sealed class DimensionTests
{
    [Theory]
    [InlineData(29.94, "very low at 29.9", "risk", InsightSeverity.Critical)]
    [InlineData(29.96, "low at 30", "risk", InsightSeverity.Warning)]
    [InlineData(30, "low at 30", "risk", InsightSeverity.Warning)]
    [InlineData(49.9, "low at 49.9", "risk", InsightSeverity.Warning)]
    [InlineData(50, "fair at 50", "trend", InsightSeverity.Info)]
    [InlineData(74.9, "fair at 74.9", "trend", InsightSeverity.Info)]
    [InlineData(75, "strong at 75", "strength", InsightSeverity.Positive)]
    public void The_word_and_the_severity_follow_the_displayed_score(
        double score,
        string level,
        string type,
        InsightSeverity severity
    )
    {
        var dimension = Usage(score);

        var insight = Said(dimension);

        Assert.Equal(
            ("The usage score is " + level, type, severity, Trend.Stable),
            (insight.Message, insight.Type, insight.Severity, insight.Trend)
        );
        Assert.Equal(
            (type == "risk", type == "strength", type == "risk" ? "Train them by Friday" : null),
            (dimension.IsRisk, dimension.IsStrength, insight.SuggestedAction)
        );
    }

    [Theory]
    [InlineData(3, 4.2, Trend.Improving, "strength", "strong at 80 and improving by about 4.2 points a month")]
    [InlineData(2.9, 4.2, Trend.Stable, "strength", "strong at 80")]
    [InlineData(-2.9, -4.2, Trend.Stable, "strength", "strong at 80")]
    [InlineData(-3, -4.2, Trend.Worsening, "risk", "strong at 80 and falling by about 4.2 points a month")]
    public void A_trend_counts_from_three_points_a_month_and_the_observed_slope_is_told_without_a_sign(
        double slope,
        double perMonth,
        Trend trend,
        string type,
        string message
    )
    {
        var insight = Said(Usage(80, slope, perMonth));

        Assert.Equal((trend, type, "The usage score is " + message), (insight.Trend, insight.Type, insight.Message));
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, 83.3)]
    public void Three_contacts_with_a_sentiment_are_enough_to_tell_the_score(int contacts, double? score)
    {
        Activity[] felt =
        [
            Some.Activity(3, sentiment: Sentiment.Positive),
            Some.Activity(4, sentiment: Sentiment.Neutral),
            Some.Activity(5, sentiment: Sentiment.Positive),
        ];

        var signals = Signals.Of(Some.KnownAccount().With(felt[..contacts]), Some.Now);

        Assert.Equal(score, Dimension.All(signals)[3].Score);
    }

    private static Dimension Usage(double score, double slope = 0, double perMonth = 0) =>
        new("usage", score, slope, perMonth, "Train them by {by}");

    private static HealthInsight Said(Dimension dimension) =>
        dimension.Insight(action => action.Replace("{by}", "Friday", StringComparison.Ordinal))!;
}
