using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

/// <summary>Predictions by the rules under a learned model.</summary>
public sealed class AppliedModelTests
{
    private static readonly int[] Windows = [30, 90, 365];

    [Fact]
    public void The_contributions_add_up_exactly_to_the_log_odds_and_the_probability_follows() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var model = LearnedModels.Make(random);
                var (prediction, evaluation) = Predict(facts, model, 90);

                var sum = evaluation.PriorLogOdds;
                foreach (var finding in evaluation.Findings)
                {
                    sum += finding.LogOdds;
                }

                Assert.Equal(model.LogOdds(LearnedModels.BasisOf(facts)), sum);
                Assert.Equal(1 / (1 + Math.Exp(-sum)), evaluation.Probability, 1e-15);
                Assert.Equal(evaluation.Probability, prediction.Probability, 1e-4);
            }
        );

    [Fact]
    public void Another_window_has_the_model_s_probability_for_that_window() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var model = LearnedModels.Make(random);
                foreach (var window in Windows)
                {
                    var (_, evaluation) = Predict(facts, model, window);
                    var sum = evaluation.PriorLogOdds + evaluation.Findings.Sum(w => w.LogOdds);
                    var stays = 1 - 1 / (1 + Math.Exp(-sum));

                    Assert.Equal(1 - Math.Pow(stays, Math.Sqrt(window / 90.0)), evaluation.Probability, 1e-9);
                }
            }
        );

    [Fact]
    public void Drivers_and_explanation_follow_from_what_was_applied()
    {
        var facts = Some.KnownAccount().WithHealth(45).With(Some.Ticket(40), Some.Ticket(41), Some.Ticket(42));
        var ignoresHealth = ChurnModel.RulesAlone with
        {
            RuleWeights = new Dictionary<string, double> { ["LowHealth"] = 0 },
        };
        bool TellsHealth(ChurnModel? model) =>
            ((ChurnPrediction)Predict(facts, model, 90).Prediction).PrimaryChurnDrivers.Any(IsOfHealth);

        Assert.True(TellsHealth(null));
        Assert.False(TellsHealth(ignoresHealth));
        Assert.DoesNotContain(
            Predict(facts, ignoresHealth, 90).Prediction.RiskFactors,
            f => f.Factor == "Health score"
        );

        static bool IsOfHealth(string driver) => driver.Contains("health", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Low_health_and_long_silence_surface_whatever_their_weight() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var (_, evaluation) = Predict(facts, LearnedModels.Make(random), 90);

                var must = evaluation.Findings.Where(w => w.Finding.MustSurface).ToList();

                Assert.Subset(evaluation.DriversFor(4).ToHashSet(), must.ToHashSet());
            }
        );

    [Fact]
    public void The_basis_keeps_what_the_rules_alone_made_so_that_learning_starts_from_the_rules_again() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var model = LearnedModels.Make(random);
                var signals = Signals.Of(facts, Some.Now);
                var rules = LearnedModels.BasisOf(facts);

                var basis = PredictionBasis.Of(Predict(facts, model, 90).Evaluation, signals, 90);

                Assert.Equal(model.Apply(rules).Sum, basis.Sum);
                Assert.Equal(rules.PriorLogOdds, basis.Evidence!.Prior);
                Assert.Equal(
                    rules.Findings.Select(f => (f.Rule, f.LogOdds)),
                    basis.Evidence.Findings.Select(f => (f.Key, f.Value))
                );
                Assert.Equal(model.LogOdds(rules), model.LogOdds(basis.Evidence.ToBasis()));
            }
        );

    [Fact]
    public void Other_types_have_the_rules_own_numbers() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>().Where(type => type != PredictionType.Churn))
                {
                    var request = Some.Request(facts, type);
                    var learned = request with { Model = LearnedModels.Make(random) };

                    Assert.Equal(
                        RulesPredictor.Predict(request).Probability,
                        RulesPredictor.Predict(learned).Probability
                    );
                }
            },
            count: 100
        );

    private static (Prediction Prediction, Core.Predictions.Rules.RuleEvaluation Evaluation) Predict(
        AccountFacts facts,
        ChurnModel? model,
        int windowDays
    )
    {
        var request = Some.Request(facts, windowDays: windowDays) with { Model = model };
        var made = RulesPredictor.PredictWithBasis(request, Signals.Of(facts, Some.Now));
        return (made.Prediction, made.Evaluation);
    }
}
