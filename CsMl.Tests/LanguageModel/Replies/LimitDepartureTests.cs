using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class LimitDepartureTests
{
    private const double Distance = 0.15;

    private static readonly RiskScale Scale = new();

    /// <summary>Categories begin at .30, .60 and .80; up weighs 1 and more, down as much, weak .1.</summary>
    [Theory]
    [InlineData(0.45, 0.45, "", true)]
    [InlineData(0.45, 0.30, "", true)]
    [InlineData(0.45, 0.2999, "", false)]
    [InlineData(0.45, 0.5999, "", true)]
    [InlineData(0.45, 0.6, "", false)]
    [InlineData(0.45, 0.59995, "", false)]
    [InlineData(0.40, 0.55, "", true)]
    [InlineData(0.40, 0.5501, "", false)]
    [InlineData(0.58, 0.61, "", false)]
    [InlineData(0.61, 0.59, "", false)]
    [InlineData(0.95, 1, "", true)]
    [InlineData(0.95, 0.8, "", true)]
    [InlineData(0.95, 0.7999, "", false)]
    [InlineData(0.05, 0, "", true)]
    [InlineData(0.45, 0.6, "Texts", false)]
    [InlineData(0.45, 0.0, "Texts", false)]
    [InlineData(0.45, 0.6, "Down", false)]
    [InlineData(0.45, 0.2, "Up", false)]
    [InlineData(0.45, 0.6, "Unknown", false)]
    [InlineData(0.45, 0.6, "Up", true)]
    [InlineData(0.45, 0.6898, "Up", true)]
    [InlineData(0.45, 0.6899, "Up", false)]
    [InlineData(0.45, 0.71, "Up", false)]
    [InlineData(0.45, 0.71, "Up,Up,Up", false)]
    [InlineData(0.45, 0.75, "Up,Up2", true)]
    [InlineData(0.45, 0.7501, "Up,Up2", false)]
    [InlineData(0.55, 0.7999, "Up,Up2", true)]
    [InlineData(0.55, 0.80, "Up,Up2", false)]
    [InlineData(0.45, 0.2999, "Down", true)]
    [InlineData(0.45, 0.15, "Down,Down2", true)]
    [InlineData(0.45, 0.1499, "Down,Down2", false)]
    [InlineData(0.85, 0.60, "Down,Down2", true)]
    [InlineData(0.85, 0.5999, "Down,Down2", false)]
    [InlineData(0.59, 0.61, "Weak", true)]
    [InlineData(0.59, 0.62, "Weak", false)]
    [InlineData(0.45, 0.59, "Weak", true)]
    public void A_probability_is_held_to_what_is_cited(double byRules, double byModel, string cited, bool isHeld)
    {
        var fault = LimitDeparture.Fault(Answer(byModel, cited.Split(',')), Rules(byRules), Scale, Distance);

        Assert.Equal(isHeld, fault is null);
    }

    [Fact]
    public void A_fault_tells_the_bounds()
    {
        Assert.Equal(
            "probability is 0.95 and must be from 0.3 to 0.5999; the findings cited as evidence do not bear it out.",
            LimitDeparture.Fault(Answer(0.95, "Texts"), Rules(0.45), Scale, Distance)
        );
        Assert.Equal(
            "probability is 0.01 and must be from 0.3 to 0.5999; the findings cited as evidence do not bear it out.",
            LimitDeparture.Fault(Answer(0.01, "Up", "Up2", "Down", "Down2"), Rules(0.45), Scale, Distance)
        );
    }

    [Fact]
    public void Without_a_distance_only_the_rules_own_probability_stands()
    {
        Assert.Null(LimitDeparture.Fault(Answer(0.45, "Up"), Rules(0.45), Scale, 0));
        Assert.NotNull(LimitDeparture.Fault(Answer(0.4501, "Up"), Rules(0.45), Scale, 0));
    }

    [Fact]
    public void The_widest_distance_still_leaves_text_within_the_category()
    {
        Assert.NotNull(LimitDeparture.Fault(Answer(0.6, "Texts"), Rules(0.45), Scale, 1));
        Assert.NotNull(LimitDeparture.Fault(Answer(0.8, "Up", "Up2"), Rules(0.45), Scale, 1));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Whatever_an_unsupported_reply_says_the_category_stays() =>
        Check(
            (rules, scale, distance, random) =>
            {
                var answer = Answer(random.NextDouble(), "Texts", "NoSuchRule");

                if (LimitDeparture.Fault(answer, rules, scale, distance) is null)
                {
                    var shown = RulesPredictor.Shown(answer.Probability);
                    Assert.Equal(scale.CategoryOf(rules.Prediction.Probability), scale.CategoryOf(shown));
                    Assert.InRange(Math.Abs(shown - rules.Prediction.Probability), 0, distance + 1e-9);
                }
            }
        );

    [Fact]
    [Trait("Speed", "Slow")]
    public void Whatever_is_cited_a_reply_stays_in_its_bound_and_beside_the_category() =>
        Check(
            (rules, scale, distance, random) =>
            {
                var cited = rules
                    .Evaluation.Findings.Where(_ => random.Next(3) > 0)
                    .Select(w => w.Finding.Rule)
                    .Append("Texts")
                    .ToArray();
                var answer = Answer(random.NextDouble(), cited);

                if (LimitDeparture.Fault(answer, rules, scale, distance) is null)
                {
                    var (p, r) = (RulesPredictor.Shown(answer.Probability), rules.Prediction.Probability);
                    Assert.InRange(Math.Abs(p - r), 0, 2 * distance + 1e-9);
                    Assert.InRange(Math.Abs((int)scale.CategoryOf(p) - (int)scale.CategoryOf(r)), 0, 1);
                    if (scale.CategoryOf(p) != scale.CategoryOf(r))
                    {
                        var support = rules
                            .Evaluation.Findings.Where(w => cited.Contains(w.Finding.Rule) && w.LogOdds > 0 == p > r)
                            .Sum(w => Math.Abs(w.LogOdds));
                        Assert.InRange(Math.Abs(Logit.Of(p) - Logit.Of(r)), 0, support + 1e-9);
                    }
                }
            }
        );

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_rules_own_probability_and_both_bounds_told_are_always_within() =>
        Check(
            (rules, scale, distance, random) =>
            {
                var cited = rules
                    .Evaluation.Findings.Where(_ => random.Next(2) == 0)
                    .Select(w => w.Finding.Rule)
                    .ToArray();
                var (least, most) = LimitDeparture.Range(Answer(0.5, cited), rules, scale, distance);

                Assert.InRange(rules.Prediction.Probability, least, most);
                foreach (var p in new[] { rules.Prediction.Probability, least, most })
                {
                    Assert.Null(LimitDeparture.Fault(Answer(p, cited), rules, scale, distance));
                }
            }
        );

    private static void Check(Action<RulesPrediction, RiskScale, double, Random> property) =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var scale =
                    random.Next(2) == 0
                        ? Scale
                        : new RiskScale
                        {
                            Medium = 0.1 + 0.2 * random.NextDouble(),
                            High = 0.4 + 0.2 * random.NextDouble(),
                            Critical = 0.7 + 0.2 * random.NextDouble(),
                        };
                var request = Some.Request(facts, (PredictionType)random.Next(4), random.Next(30, 366), scale);
                var rules = SomeReply.Judge(request);
                for (var i = 0; i < 20; i++)
                {
                    property(rules, scale, random.Next(3) == 0 ? Distance : random.NextDouble(), random);
                }
            }
        );

    [Fact]
    public void A_language_model_departs_from_the_number_under_the_model_in_use()
    {
        var request = Some.Request(SomeReply.Troubled());
        var alone = SomeReply.Judge(request);
        var learned = SomeReply.Judge(request with { Model = ChurnModel.OfRules(-9) });
        var scale = new RiskScale();

        Assert.True(alone.Prediction.Probability - learned.Prediction.Probability > 3 * Distance);
        Assert.Null(LimitDeparture.Fault(Answer(alone.Prediction.Probability), alone, scale, Distance));
        Assert.NotNull(LimitDeparture.Fault(Answer(alone.Prediction.Probability), learned, scale, Distance));
        Assert.Null(LimitDeparture.Fault(Answer(learned.Prediction.Probability), learned, scale, Distance));
    }

    private static ModelAnswer Answer(double probability, params string[] cited) =>
        SomeReply.Answer() with
        {
            Probability = probability,
            Factors = [.. cited.Select(evidence => new CitedFactor(evidence, Degree.High, "So it is"))],
        };

    private static RulesPrediction Rules(double probability) =>
        new(
            Some.Predict(SomeReply.Ordinary()) with
            {
                Probability = probability,
            },
            new RuleEvaluation(
                probability,
                [Seen("Up", 1), Seen("Up2", 2), Seen("Down", -1), Seen("Down2", -2), Seen("Weak", 0.1)]
            ),
            new DataCompleteness(true, 0.6, DataQuality.None)
        );

    private static WeightedFinding Seen(string rule, double logOdds) =>
        new(
            new Finding(
                rule,
                logOdds,
                rule,
                logOdds.ToString(CultureInfo.InvariantCulture),
                "0",
                Trend.Stable,
                rule,
                null
            ),
            logOdds
        );
}
