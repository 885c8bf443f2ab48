using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;
using static CsMl.Tests.LanguageModel.Replies.AppliedReply;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class ApplyReplyTests
{
    public static TheoryData<PredictionType> Types => new(Enum.GetValues<PredictionType>());

    [Theory]
    [MemberData(nameof(Types))]
    public void A_models_prediction_has_the_fields_of_a_rules_one_in_their_order(PredictionType type)
    {
        foreach (var facts in new[] { SomeReply.Troubled(), SomeReply.Ordinary(), Some.KnownAccount() })
        {
            var (rules, applied) = Apply(facts, SomeReply.Answer(type), type);

            using var byRules = JsonDocument.Parse(PredictionText.Of(rules.Prediction));
            using var byModel = JsonDocument.Parse(PredictionText.Of(applied));
            AssertSameFields(byRules.RootElement, byModel.RootElement);
            PredictionText.AssertSame(applied, PredictionText.Read(PredictionText.Of(applied)));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_computed_stays_the_rules(PredictionType type)
    {
        var (rules, applied) = Apply(SomeReply.Troubled(), SomeReply.Answer(type), type);

        Assert.Equal(PredictionSource.Llm, applied.Source);
        Assert.Null(applied.FallbackReason);
        Assert.Null(applied.LlmMetadata);
        Assert.Equal(0.62, applied.Probability);
        var byRules = rules.Prediction;
        Assert.Equal(
            (byRules.PredictionId, byRules.AccountId, byRules.AccountName, byRules.PredictionWindowDays),
            (applied.PredictionId, applied.AccountId, applied.AccountName, applied.PredictionWindowDays)
        );
        Assert.Equal(
            (byRules.PredictedAt, byRules.ValidUntil, byRules.Status, byRules.DataQuality),
            (applied.PredictedAt, applied.ValidUntil, applied.Status, applied.DataQuality)
        );
        Assert.Equal("Silence points to it. An open deal speaks against it.", applied.Explanation);
        Assert.Equal("Call Kim O'Neil", Assert.Single(applied.Recommendations).Action);
    }

    [Theory]
    [InlineData(0.85, RiskCategory.Critical, InterventionUrgency.Immediate, CtaPriority.Critical, 1)]
    [InlineData(0.8, RiskCategory.Critical, InterventionUrgency.Immediate, CtaPriority.Critical, 1)]
    [InlineData(0.79994, RiskCategory.High, InterventionUrgency.ThisWeek, CtaPriority.High, 5)]
    [InlineData(0.79996, RiskCategory.Critical, InterventionUrgency.Immediate, CtaPriority.Critical, 1)]
    [InlineData(0.62, RiskCategory.High, InterventionUrgency.ThisWeek, CtaPriority.High, 5)]
    [InlineData(0.3, RiskCategory.Medium, InterventionUrgency.ThisMonth, CtaPriority.Medium, 14)]
    [InlineData(0.2999, RiskCategory.Low, InterventionUrgency.Monitor, null, null)]
    [InlineData(0, RiskCategory.Low, InterventionUrgency.Monitor, null, null)]
    [InlineData(1, RiskCategory.Critical, InterventionUrgency.Immediate, CtaPriority.Critical, 1)]
    public void All_that_follows_from_a_probability_follows_in_code(
        double probability,
        RiskCategory category,
        InterventionUrgency urgency,
        CtaPriority? priority,
        int? dueDays
    )
    {
        var churn = Churn(SomeReply.Troubled(), SomeReply.Answer() with { Probability = probability });

        Assert.Equal(Math.Clamp(Math.Round(probability, 4), 0.0001, 0.9999), churn.Probability);
        Assert.Equal(churn.Probability, churn.ChurnProbability);
        Assert.Equal(Math.Round(1 - churn.Probability, 4), churn.RetentionProbability);
        Assert.Equal(category, churn.RiskCategory);
        Assert.Equal(urgency, churn.InterventionUrgency);
        Assert.Equal(priority, churn.SuggestedCTA?.Priority);
        Assert.Equal(dueDays, churn.SuggestedCTA?.DueDays);
    }

    [Fact]
    public void The_other_types_tell_the_probability_under_their_own_name()
    {
        var answer = SomeReply.Answer();

        var expansion = (ExpansionPrediction)Apply(SomeReply.Ordinary(), answer, PredictionType.Expansion).Applied;
        var decline = (EngagementDeclinePrediction)
            Apply(SomeReply.Ordinary(), answer, PredictionType.EngagementDecline).Applied;

        Assert.Equal(0.62, expansion.ExpansionProbability);
        Assert.Equal(answer.Drivers, expansion.ExpansionDrivers);
        Assert.Equal(0.62, decline.DeclineProbability);
        Assert.Equal(answer.Drivers, decline.DeclineDrivers);
    }

    [Fact]
    public void A_health_trend_keeps_its_numbers_and_takes_the_summary()
    {
        var (rules, applied) = Apply(
            SomeReply.Troubled(),
            SomeReply.Answer(PredictionType.HealthTrend),
            PredictionType.HealthTrend
        );
        var (byRules, trend) = ((HealthTrendPrediction)rules.Prediction, (HealthTrendPrediction)applied);

        Assert.Equal("The score is low and falling.", trend.Summary);
        Assert.Equal(22, trend.CurrentHealthScore);
        Assert.Equal(byRules.PredictedScore, trend.PredictedScore);
        Assert.Equal(byRules.ScoreTrajectory, trend.ScoreTrajectory);
        Assert.Equal(byRules.Anomalies, trend.Anomalies);
        Assert.Equal(byRules.Insights, trend.Insights);
    }

    [Theory]
    [InlineData(0, 0.64, ConfidenceLevel.Medium)]
    [InlineData(0.6, 0.64, ConfidenceLevel.Medium)]
    [InlineData(0.7049, 0.7, ConfidenceLevel.Medium)]
    [InlineData(1, 0.93, ConfidenceLevel.High)]
    public void Confidence_is_the_models_between_the_rules_and_what_the_data_bear(
        double byModel,
        double shown,
        ConfidenceLevel level
    )
    {
        var (rules, applied) = Apply(SomeReply.Ordinary(), SomeReply.Answer() with { Confidence = byModel });

        Assert.Equal(0.64, rules.Quality.RulesConfidence);
        Assert.Equal(shown, applied.Confidence);
        Assert.Equal(level, applied.ConfidenceLevel);
    }

    [Fact]
    public void The_least_and_the_fullest_data_bear_their_confidence()
    {
        Assert.Equal(0.65, new DataCompleteness(true, 0.50, DataQuality.None).MostModelConfidence);
        Assert.Equal(0.95, new DataCompleteness(true, 0.65, DataQuality.None).MostModelConfidence);
        Assert.Equal(0.31, new DataCompleteness(false, 0.31, DataQuality.None).MostModelConfidence);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Where_the_model_has_nothing_to_say_the_rules_do(PredictionType type)
    {
        var nothing = SomeReply.Answer(type) with
        {
            Factors = [],
            Drivers = [],
            Recommendations = [],
            Explanation = "",
            Summary = type == PredictionType.HealthTrend ? "" : null,
        };

        foreach (var facts in new[] { SomeReply.Ordinary(), Some.KnownAccount() })
        {
            var (rules, applied) = Apply(facts, nothing with { Probability = 0.4123 }, type);

            Assert.Equal(rules.Prediction.RiskFactors, applied.RiskFactors);
            Assert.Equal(rules.Prediction.Recommendations, applied.Recommendations);
            Assert.Equal(Drivers(rules.Prediction), Drivers(applied));
            // The rules' words, and the probability that is shown; but the rules did not make it.
            Assert.Contains("(41 %)", applied.Explanation, StringComparison.Ordinal);
            Assert.DoesNotContain("by rules", applied.Explanation, StringComparison.Ordinal);
            Assert.Equal(applied.Explanation.Trim(), applied.Explanation);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_reply_goes_the_whole_way_for_every_account() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var type = (PredictionType)random.Next(4);
                var request = Some.Request(facts, type, random.Next(30, 366));
                var rules = SomeReply.Judge(request);
                using var schema = JsonDocument.Parse(ReplyShapes.For(type).Schema);
                var answer = SomeReply.Read(type, SomeReply.Text(SomeReply.Make(schema.RootElement, random)));

                var (kept, _) = DropUncitedClaims.Drop(answer, "[PERSON_1]", rules);
                var applied = ApplyReply.Apply(kept, rules, request, Names);

                using var byRules = JsonDocument.Parse(PredictionText.Of(rules.Prediction));
                using var byModel = JsonDocument.Parse(PredictionText.Of(applied));
                Assert.Equal(Fields(byRules.RootElement), Fields(byModel.RootElement));
                Assert.InRange(applied.Probability, 0.0001, 0.9999);
                Assert.InRange(applied.RiskFactors.Count, 0, 6);
                Assert.InRange(applied.Recommendations.Count, 1, 5);
                Assert.NotEqual("", applied.Explanation);
                foreach (var must in rules.Evaluation.Trouble(99).Where(w => w.Finding.MustSurface))
                {
                    Assert.Single(applied.RiskFactors, f => f.Factor == must.Finding.Factor);
                }

                foreach (var must in rules.Evaluation.DriversFor(99).Where(w => w.Finding.MustSurface))
                {
                    Assert.True(type == PredictionType.HealthTrend || Drivers(applied).Contains(must.Finding.Sentence));
                }
            }
        );

    /// <summary>The same names in the same order, inside lists as well.</summary>
    private static void AssertSameFields(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(Fields(expected), Fields(actual));
        foreach (var property in expected.EnumerateObject())
        {
            var other = actual.GetProperty(property.Name);
            if (property.Value.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
            {
                AssertSameFields(property.Value, other);
            }
            else if (property.Value.ValueKind == JsonValueKind.Array && property.Value.GetArrayLength() > 0)
            {
                var entry = property.Value[0];
                Assert.All(
                    other.EnumerateArray(),
                    e =>
                    {
                        Assert.Equal(entry.ValueKind, e.ValueKind);
                        if (entry.ValueKind == JsonValueKind.Object)
                        {
                            AssertSameFields(entry, e);
                        }
                    }
                );
            }
        }
    }
}
