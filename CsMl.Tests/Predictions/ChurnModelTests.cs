using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class ChurnModelTests
{
    [Fact]
    public void The_contributions_add_up_exactly_to_the_log_odds() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var model = LearnedModels.Make(random);
                var rules = LearnedModels.BasisOf(facts);

                var learned = model.Apply(rules);

                var sum = learned.PriorLogOdds;
                foreach (var finding in learned.Findings)
                {
                    sum += finding.LogOdds;
                }

                Assert.Equal(sum, learned.Sum);
                Assert.Equal(sum, model.LogOdds(rules));
                Assert.Equal(1 / (1 + Math.Exp(-sum)), model.Probability(rules));
                Assert.Equal(InOneSum(model, rules), sum, 1e-9);
            }
        );

    [Fact]
    public void The_rules_on_their_own_prior_stay_as_they_are() =>
        RandomAccounts.Check(
            (facts, _) =>
            {
                var rules = LearnedModels.BasisOf(facts);

                var same = ChurnModel.OfRules(rules.PriorLogOdds).Apply(rules);

                Assert.Equal(rules.Findings, same.Findings);
                Assert.Equal(rules.PriorLogOdds, same.PriorLogOdds);
                Assert.Equal(rules.RulesLogOdds, Math.Clamp(same.Sum, -9.2102, 9.2102), 1e-3);
            }
        );

    [Fact]
    public void Findings_keep_their_words_and_their_number() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var rules = LearnedModels.BasisOf(facts);

                var learned = LearnedModels.Make(random).Apply(rules);

                Assert.Equal(
                    rules.Findings.Select(f => f with { LogOdds = 0 }),
                    learned.Findings.Select(f => f with { LogOdds = 0 })
                );
            }
        );

    [Fact]
    public void Silence_and_active_days_join_the_finding_on_silence_and_tenure_what_is_usual()
    {
        var rules = LearnedModels.BasisOf(
            Some.Account().WithContacts(60, 70, 80).WithHealth(20) with
            {
                CreatedAt = Some.DaysAgo(100),
            }
        );
        var model = ChurnModel.OfRules(-2) with { SignalWeights = new SignalWeights(0.5, -0.3, -0.2, -0.4) };

        var learned = model.Apply(rules);

        var s = rules.Signals!.Value;
        Assert.Equal(-2 - 0.4 * s.Tenure, learned.PriorLogOdds, 12);
        Assert.Equal(
            0.5 * s.Since - 0.3 * s.Recent - 0.2 * s.Active,
            Of(learned, "SilenceAgainstRhythm") - Of(rules, "SilenceAgainstRhythm"),
            12
        );
        Assert.Equal(Of(rules, "LowHealth"), Of(learned, "LowHealth"));

        static double Of(PredictionBasis basis, string rule) => basis.Findings.Single(f => f.Rule == rule).LogOdds;
    }

    [Fact]
    public void Where_contacts_are_known_there_is_a_finding_on_silence_that_their_signals_can_join() =>
        RandomAccounts.Check(
            (facts, _) =>
            {
                var rules = LearnedModels.BasisOf(facts);
                var s = rules.Signals!.Value;

                Assert.True(
                    rules.Findings.Any(f => f.Rule == "SilenceAgainstRhythm")
                        || (s.Since == 0 && s.Recent == 0 && s.Active == 0)
                );
            }
        );

    [Fact]
    public void A_prediction_stored_without_signals_is_weighed_by_its_findings_alone()
    {
        var rules = LearnedModels.BasisOf(Some.KnownAccount()) with { Signals = null };
        var model = ChurnModel.OfRules(-2) with { SignalWeights = new SignalWeights(1, -1, -1, 1) };

        Assert.Equal(ChurnModel.OfRules(-2).Apply(rules).Sum, model.Apply(rules).Sum);
    }

    /// <summary>The formula: b + Σ w·c + Σ v·f.</summary>
    private static double InOneSum(ChurnModel model, PredictionBasis rules)
    {
        var (v, f) = (model.SignalWeights, rules.Signals!.Value);
        return model.Intercept
            + rules.Findings.Sum(c => model.RuleWeights.GetValueOrDefault(c.Rule, 1) * c.LogOdds)
            + v.Since * f.Since
            + v.Recent * f.Recent
            + v.Active * f.Active
            + v.Tenure * f.Tenure;
    }
}
