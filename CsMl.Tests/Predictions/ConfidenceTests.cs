using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class ConfidenceTests
{
    [Theory]
    [InlineData(1, ConfidenceLevel.High)]
    [InlineData(0.8001, ConfidenceLevel.High)]
    [InlineData(0.80, ConfidenceLevel.Medium)]
    [InlineData(0.50, ConfidenceLevel.Medium)]
    [InlineData(0.4999, ConfidenceLevel.Low)]
    [InlineData(0, ConfidenceLevel.Low)]
    public void A_level_is_high_above_80_percent_and_low_below_50(double confidence, ConfidenceLevel level)
    {
        Assert.Equal(level, DataCompleteness.Level(confidence));
    }

    [Fact]
    public void Insufficient_data_leave_the_confidence_below_a_half_and_enough_at_a_half_or_a_little_more()
    {
        var reasons = new HashSet<FallbackReason?>();
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var p = Some.Predict(facts, type);
                    reasons.Add(p.FallbackReason);
                    var scored = facts.HealthHistory.Where(h => h.OverallScore is not null).Select(h => h.Date);
                    var happened = facts.Activities.Any(a => a.Date <= Some.Now && a.Type != "NOTE");
                    if (happened && scored.Any(d => d <= Some.DaysAgo(30)))
                    {
                        Assert.Equal(FallbackReason.LlmNotConfigured, p.FallbackReason);
                        Assert.InRange(p.Confidence, 0.5, 0.65);
                        Assert.Equal(ConfidenceLevel.Medium, p.ConfidenceLevel);
                    }
                    else
                    {
                        Assert.Equal(FallbackReason.InsufficientData, p.FallbackReason);
                        Assert.InRange(p.Confidence, 0, 0.4999);
                        Assert.Equal(ConfidenceLevel.Low, p.ConfidenceLevel);
                    }

                    Assert.Equal(PredictionSource.Rules, p.Source);
                }
            }
        );
        Assert.Equal(2, reasons.Count);
    }

    [Theory]
    [InlineData(29.99, FallbackReason.InsufficientData)]
    [InlineData(30, FallbackReason.LlmNotConfigured)]
    public void Thirty_days_of_health_history_suffice(double oldest, FallbackReason reason)
    {
        var facts = Some.Account().WithContacts(5, 10).With(Some.Snapshot(oldest, 60), Some.Snapshot(1, 60));

        Assert.Equal(reason, Some.Predict(facts).FallbackReason);
    }

    [Fact]
    public void Activities_that_were_all_cancelled_are_known_silence_and_suffice()
    {
        var facts = Some.Account()
            .WithHealthHistory(60, 60, 60)
            .With(Some.Activity(9, "CALL", ActivityStatus.Cancelled));

        Assert.Equal(FallbackReason.LlmNotConfigured, Some.Predict(facts).FallbackReason);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal(
            ["healthHistory", "activities", "sentiment", "tickets", "renewalDate", "ctas", "opportunities", "contacts"],
            Some.Predict(Some.Account()).DataQuality.Missing
        );
        Assert.Equal(
            ["sentiment", "renewalDate", "opportunities"],
            Some.Predict(
                Some.KnownAccount().With(Some.Ticket(3)).With(Some.Cta(-3)).With(Some.Executive(3))
            ).DataQuality.Missing
        );
    }

    [Fact]
    public void A_full_picture_misses_nothing_and_is_the_surest_that_rules_can_be()
    {
        var prediction = Some.Predict(Full());

        Assert.Empty(prediction.DataQuality.Missing);
        Assert.Equal(0.65, prediction.Confidence);
        Assert.Equal(91, prediction.DataQuality.HealthHistoryDays);
        Assert.Equal(Some.DaysAgo(0), prediction.DataQuality.LastActivityAt);
    }

    /// <summary>What the user's document promises of a high confidence: a strong signal from comprehensive data.</summary>
    [Fact]
    public void Above_80_percent_there_are_comprehensive_data_and_probabilities_that_outcomes_bear_out()
    {
        var seen = new HashSet<ConfidenceLevel>();
        RandomAccounts.Check(
            (facts, _) =>
            {
                var plain = Some.Predict(facts);
                var calibrated = Calibrated(facts);
                var quality = DataCompleteness.Of(Signals.Of(facts, Some.Now));
                Assert.InRange(plain.Confidence, 0, 0.65);
                Assert.Equal(quality.IsComprehensive, calibrated.ConfidenceLevel == ConfidenceLevel.High);
                Assert.Equal(quality.IsComprehensive, quality.MostModelConfidence > 0.8);
                Assert.True(quality.IsComprehensive || calibrated.Confidence == plain.Confidence);
                Assert.True(quality.IsSufficient || calibrated.Confidence < 0.5);
                seen.Add(calibrated.ConfidenceLevel);
            }
        );
        Assert.Equal(3, seen.Count);
        Assert.Equal(0.85, Calibrated(Full()).Confidence);
    }

    [Fact]
    public void Outcomes_within_90_days_bear_out_no_probability_within_others()
    {
        Assert.Equal(0.65, Calibrated(Full(), windowDays: 91).Confidence);
    }

    [Fact]
    public void Half_a_history_of_health_scores_and_nothing_of_sentiment_are_not_comprehensive()
    {
        var facts = Full() with
        {
            HealthHistory = [Some.Snapshot(45, 70), Some.Snapshot(1, 70)],
            Activities = [.. Full().Activities.Select(a => a with { Sentiment = null })],
        };

        Assert.Equal(ConfidenceLevel.Medium, Calibrated(facts).ConfidenceLevel);
        Assert.Equal(0.80, DataCompleteness.Of(Signals.Of(facts, Some.Now)).MostModelConfidence);
    }

    private static Prediction Calibrated(AccountFacts facts, int windowDays = 90) =>
        RulesPredictor.Predict(Some.Request(facts, windowDays: windowDays) with { IsCalibrated = true });

    [Fact]
    public void Each_kind_of_data_that_is_missing_takes_from_the_confidence()
    {
        AccountFacts[] lessKnown =
        [
            Full() with
            {
                HealthHistory = [Some.Snapshot(1, 70)],
            },
            Full() with
            {
                HealthHistory = [],
            },
            Full() with
            {
                Activities = [],
            },
            Full() with
            {
                Activities = [.. Full().Activities.Select(a => a with { Sentiment = null })],
            },
            Full() with
            {
                Tickets = [],
            },
            Full() with
            {
                Ctas = [],
            },
            Full() with
            {
                Opportunities = [],
            },
            Full() with
            {
                Contacts = [],
            },
            Full() with
            {
                RenewalDate = null,
            },
        ];

        Assert.All(lessKnown, facts => Assert.InRange(Some.Predict(facts).Confidence, 0.2, 0.6499));
    }

    private static AccountFacts Full() =>
        Some.KnownAccount()
            .With(Some.Activity(3, "CALL", sentiment: Sentiment.Positive))
            .With(Some.Ticket(30, closedDaysAgo: 20))
            .With(Some.Cta(-3))
            .With(Some.Opportunity(50))
            .With(Some.Executive(3))
            .WithRenewalIn(200);
}
