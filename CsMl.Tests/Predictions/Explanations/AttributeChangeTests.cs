using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Explanations;

public sealed class AttributeChangeTests
{
    private const double Tiny = 1e-9;

    [Fact]
    public void The_parts_add_up_to_the_change_whatever_changed()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var before = Freeze(facts, type, random.Next(2) == 0 ? 90 : 30 + random.Next(336), random);
                    var after = Freeze(RandomAccounts.Make(random), type, random.Next(2) == 0 ? 90 : 365, random);

                    var factors = AttributeChange.Between(before, after);

                    Assert.Equal(
                        Logit(after.Probability) - Logit(before.Probability),
                        factors.Sum(f => f.LogOdds),
                        Tiny
                    );
                    Assert.Equal(100 * (after.Probability - before.Probability), factors.Sum(f => f.Points), 1e-7);
                    Assert.All(factors, f => Assert.Equal(Math.Sign(f.LogOdds), Math.Sign(f.Points)));
                    Assert.Equal(factors.Count, factors.Select(f => f.Rule).Distinct().Count());
                }
            },
            300
        );
    }

    [Fact]
    public void Nothing_changed_where_the_grounds_are_the_same()
    {
        var same = Freeze(Some.KnownAccount(), PredictionType.Churn, 90, null);

        Assert.Empty(AttributeChange.Between(same, same));
        Assert.Equal(
            "Churn risk stayed at 12 %.",
            DescribeChange.InWords(PredictionType.Churn, 0.1234, 0.1234, [], new RiskScale())
        );
    }

    [Fact]
    public void Other_weights_of_the_same_facts_are_one_factor_and_no_news_of_the_account()
    {
        var before = Freeze(Some.KnownAccount(), PredictionType.Churn, 90, null);
        var model = ChurnModel.RulesAlone with
        {
            RuleWeights = new Dictionary<string, double> { [nameof(SilenceAgainstRhythm)] = 0.3 },
            SignalWeights = new SignalWeights(0.4, -0.2, -0.3, 0),
        };
        var basis = model.Weigh(before.Basis);
        var after = before with { Basis = basis, Probability = Core.Predictions.Logit.Probability(basis.Sum) };

        var factors = AttributeChange.Between(before, after, model);

        Assert.Equal(AttributeChange.Weights, Assert.Single(factors, f => Math.Abs(f.LogOdds) > 1e-3).Rule);
        Assert.Equal(Logit(after.Probability) - Logit(before.Probability), factors.Sum(f => f.LogOdds), Tiny);
        Assert.Contains(
            "other weights of the same facts",
            DescribeChange.InWords(
                PredictionType.Churn,
                before.Probability,
                after.Probability,
                factors,
                new RiskScale()
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_a_model_makes_of_it_is_one_more_factor()
    {
        var before = Freeze(Some.KnownAccount(), PredictionType.Churn, 90, null);
        var after = before with { Probability = 0.63, Source = PredictionSource.Llm };

        var factor = Assert.Single(AttributeChange.Between(before, after), f => Math.Abs(f.Points) > 0.1);
        Assert.Equal((AttributeChange.Model, "The language model's judgement"), (factor.Rule, factor.Factor));
    }

    [Fact]
    public void Another_window_is_a_factor_of_its_own()
    {
        var short30 = Freeze(Some.KnownAccount(), PredictionType.Churn, 30, null);
        var long90 = Freeze(Some.KnownAccount(), PredictionType.Churn, 90, null);

        var factor = Assert.Single(AttributeChange.Between(short30, long90), f => Math.Abs(f.LogOdds) > 0.01);
        Assert.Equal((AttributeChange.Window, "30 days", "90 days"), (factor.Rule, factor.PreviousValue, factor.Value));
    }

    [Fact]
    public void Another_view_of_what_is_usual_is_a_factor_of_its_own_and_no_rounding()
    {
        var (before, after) = (Weighed(-1, Ground("A", 0.5)), Weighed(-1.5, Ground("A", 0.5)));

        var factor = Assert.Single(AttributeChange.Between(before, after), f => Math.Abs(f.LogOdds) > Tiny);

        Assert.Equal((AttributeChange.Prior, -0.5), (factor.Rule, factor.LogOdds));
    }

    [Fact]
    public void The_largest_change_comes_first_in_the_words_of_now()
    {
        var before = Weighed(0, Ground("A", 0.2), new("B", "Old", 0.3, "", "It was so."), Ground("C", 0.1));
        var after = Weighed(0, Ground("A", 0.4), new("B", "New", -0.9, "7", "It is so."));

        var factors = AttributeChange.Between(before, after).Where(f => Math.Abs(f.LogOdds) > Tiny).ToList();

        Assert.Equal(["B", "A", "C"], factors.Select(f => f.Rule));
        var largest = factors[0];
        Assert.Equal(
            ("New", null, "7", "It is so."),
            (largest.Factor, largest.PreviousValue, largest.Value, largest.Sentence)
        );
        Assert.Null(factors[1].Sentence);
    }

    [Theory]
    [InlineData(90, AttributeChange.Bounds)]
    [InlineData(30, AttributeChange.Window)]
    public void What_leads_from_the_usual_probability_to_a_prediction_adds_up(int windowDays, string rest)
    {
        var prediction = Weighed(-1, Ground("A", 0.5), Ground("B", -0.2)) with
        {
            Probability = 0.4,
            WindowDays = windowDays,
        };

        var (usual, parts) = AttributeChange.Of(prediction);

        Assert.Equal(1 / (1 + Math.E), usual, Tiny);
        Assert.Equal(["A", rest, "B"], parts.Select(part => part.Rule));
        Assert.Equal(Logit(0.4) + 1 - 0.5 + 0.2, parts[1].LogOdds, Tiny);
        Assert.Equal(100 * (0.4 - usual), parts.Sum(part => part.Points), 1e-7);
    }

    [Fact]
    public void Opposite_changes_that_all_but_cancel_keep_their_size()
    {
        var (up, down) = (Ground("A", 1), Ground("B", -1));
        var before = new ComparablePrediction(0.5, PredictionSource.Rules, 90, Basis());
        var after = new ComparablePrediction(0.5, PredictionSource.Rules, 90, Basis(up, down));

        var factors = AttributeChange.Between(before, after);

        // At one half a unit of log-odds is worth 25 points.
        Assert.Equal([25.0, -25.0], factors.OrderBy(f => f.Rule).Select(f => f.Points));
    }

    [Fact]
    public void The_sentence_names_what_moved_it_in_points_that_add_up()
    {
        FactorChange[] factors =
        [
            Change(nameof(UnresolvedTickets), "3 open", 12.4),
            Change(nameof(SilenceAgainstRhythm), "63 days", 9.4),
            Change(nameof(LowHealth), "58", -3.2),
            Change(nameof(NoMeetings), null, 3.4),
        ];

        Assert.Equal(
            "Churn risk rose from 41 % to 63 %: more trouble with support tickets, now 3 open (+13), "
                + "longer silence, now 63 days (+9), a better health score, now 58 (−3), a longer time without meetings (+3).",
            DescribeChange.InWords(PredictionType.Churn, 0.41, 0.63, factors, new RiskScale())
        );
        Assert.StartsWith(
            "The chance of an expansion fell from 63 % to 41 %: ",
            DescribeChange.InWords(PredictionType.Expansion, 0.63, 0.41, factors, new RiskScale()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_rule_has_its_words()
    {
        foreach (
            var rule in Enum.GetValues<PredictionType>()
                .SelectMany(type => PredictionTypes.Of(type).RuleSet.Rules.Select(rule => rule.Name))
                .Distinct()
        )
        {
            var told = DescribeChange.InWords(
                PredictionType.Churn,
                0.1,
                0.2,
                [Change(rule, null, 10)],
                new RiskScale()
            );

            Assert.DoesNotContain("Some factor", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rounding_keeps_the_sum_and_every_sign()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var values = Enumerable
                .Range(0, 1 + random.Next(15))
                .Select(_ => 60 * (random.NextDouble() - 0.5))
                .ToList();
            var sum = (int)Math.Round(values.Sum());

            var rounded = RoundToSum.Of(values, sum);

            Assert.Equal(sum, rounded.Sum());
            Assert.All(
                values.Zip(rounded),
                v => Assert.InRange(v.Second, Math.Floor(v.First) - 1, Math.Ceiling(v.First))
            );
        }

        Assert.Empty(RoundToSum.Of([], 0));
        Assert.Empty(RoundToSum.Of([], -1));
    }

    [Fact]
    public void What_is_too_much_is_taken_from_the_largest() => Assert.Equal([1, 2, 2], RoundToSum.Of([1, 3, 2], 5));

    private static ComparablePrediction Freeze(AccountFacts facts, PredictionType type, int windowDays, Random? random)
    {
        var request = Some.Request(facts, type, windowDays);
        var signals = Signals.Of(facts, request.AsOf);
        var rules = RulesPredictor.PredictWithBasis(request, signals);
        var byModel = random?.Next(3) == 0;
        return new ComparablePrediction(
            byModel ? Math.Round(0.0001 + 0.9998 * random!.NextDouble(), 4) : rules.Prediction.Probability,
            byModel ? PredictionSource.Llm : PredictionSource.Rules,
            windowDays,
            CsMl.Core.Predictions.PredictionBasis.Of(rules.Evaluation, signals, windowDays)
        );
    }

    /// <summary>As the rules weigh it, within the usual window.</summary>
    private static ComparablePrediction Weighed(double prior, params RuleContribution[] findings)
    {
        var basis = Basis(findings) with { PriorLogOdds = prior };
        return new(Core.Predictions.Logit.Probability(basis.Sum), PredictionSource.Rules, 90, basis);
    }

    private static double Logit(double p) => Math.Log(p / (1 - p));

    private static RuleContribution Ground(string rule, double logOdds) => new(rule, rule, logOdds, "", "");

    private static PredictionBasis Basis(params RuleContribution[] findings) => new(null, null, null, 0, 0, findings);

    private static FactorChange Change(string rule, string? value, double points) =>
        new(rule, "Some factor", null, value, points / 25, points, "");
}
