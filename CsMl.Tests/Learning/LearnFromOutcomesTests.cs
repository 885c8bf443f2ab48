using System.Text.Json;
using CsMl.Core.Learning;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;

namespace CsMl.Tests.Learning;

public sealed class LearnFromOutcomesTests
{
    private static readonly Rows.Truth Different = new(-2.5, 0.3, 1.2);

    [Theory]
    [InlineData(49, 20, LearnedScope.Nothing)]
    [InlineData(50, 9, LearnedScope.Nothing)]
    [InlineData(50, 41, LearnedScope.Nothing)]
    [InlineData(100, 10, LearnedScope.Intercept)]
    [InlineData(50, 40, LearnedScope.Intercept)]
    public void It_takes_50_outcomes_with_10_of_each_kind(int outcomes, int churned, LearnedScope scope)
    {
        // All alike, so there is nothing to learn but the mean.
        var rows = Enumerable
            .Range(0, outcomes)
            .Select(i => new LearningRow($"a{i}", Rows.Start, Rows.Basis(default), i < churned))
            .ToList();

        var version = Learn(rows);

        Assert.Equal((outcomes, churned, scope), (version.Outcomes, version.Churned, version.Scope));
        Assert.Equal(scope == LearnedScope.Nothing, version.Model is null);
    }

    [Fact]
    public void Weights_are_taken_where_they_beat_the_rules_on_outcomes_held_out()
    {
        var version = Learn(Rows.Generate(1_000, 1, Different));

        Assert.Equal(LearnedScope.Weights, version.Scope);
        Assert.True(version.HeldOut!.WeightsLogLoss < version.HeldOut.InterceptLogLoss - 0.02);
        Assert.True(version.Model!.SignalWeights.Since > 0.5);
    }

    [Fact]
    public void Where_the_rules_rank_best_the_mean_alone_is_taken()
    {
        // The signals are noise here, and the weights are right already.
        var rows = Rows.Generate(400, 2, Rows.Truth.AsRules with { Intercept = -3 });

        var version = Learn(rows);

        Assert.Equal(LearnedScope.Intercept, version.Scope);
        Assert.True(version.HeldOut!.WeightsLogLoss >= version.HeldOut.InterceptLogLoss);
        Assert.True(version.HeldOut.InterceptLogLoss < version.HeldOut.RulesLogLoss - 0.05);
        Assert.Equal(FitModel.Intercept(rows).Intercept, version.Model!.Intercept);
    }

    [Fact]
    public void Where_the_rules_are_right_as_they_are_nothing_is_taken()
    {
        var version = Learn(Rows.Generate(400, 2, Rows.Truth.AsRules));

        Assert.Equal((LearnedScope.Nothing, null), (version.Scope, version.Model));
        Assert.True(version.HeldOut!.InterceptLogLoss >= version.HeldOut.RulesLogLoss);
    }

    /// <summary>A tenant that told its expected rate has other rules than the built-in ones.</summary>
    [Fact]
    public void An_expected_rate_that_is_right_is_kept()
    {
        var rows = Rows.Generate(400, 2, Rows.Truth.AsRules with { Intercept = -3 });

        var version = LearnFromOutcomes.Of(rows, ChurnModel.OfRules(-3), Some.Now);

        Assert.Equal(LearnedScope.Nothing, version.Scope);
    }

    [Fact]
    public void The_order_of_the_outcomes_is_of_no_account()
    {
        var rows = Rows.Generate(300, 3, Different);

        var (one, other) = (Learn(rows), Learn([.. rows.AsEnumerable().Reverse()]));

        Assert.Equal(one.HeldOut!.WeightsLogLoss, other.HeldOut!.WeightsLogLoss, 1e-9);
        Assert.Equal(one.Model!.Intercept, other.Model!.Intercept, 1e-6);
    }

    [Fact]
    public void Accounts_that_a_CTA_may_have_kept_are_left_out_where_they_teach_something_else()
    {
        // Every account with much evidence was called, and none of these left.
        var rows = Rows.Generate(1_000, 4, Rows.Truth.AsRules)
            .Select(row => row.Basis.Findings[0].LogOdds > 1 ? row with { HadCta = true, Churned = false } : row)
            .ToList();

        var version = Learn(rows);

        Assert.Equal(rows.Count(row => row.HadCta), version.Ctas!.Outcomes);
        Assert.True(version.Ctas.LeftOut);
        Assert.True(version.Ctas.MeanDifference > 0.02);
        Assert.Equal(rows.Count(row => !row.HadCta), version.HeldOut!.Outcomes);
        Assert.Equal(Learn([.. rows.Where(row => !row.HadCta)]).HeldOut, version.HeldOut);
    }

    [Fact]
    public void Accounts_with_a_CTA_are_kept_where_they_teach_the_same()
    {
        var rows = Rows.Generate(1_000, 5, Different).Select((row, i) => row with { HadCta = i % 10 == 0 }).ToList();

        var version = Learn(rows);

        Assert.Equal((100, false), (version.Ctas!.Outcomes, version.Ctas.LeftOut));
        Assert.InRange(version.Ctas.MeanDifference, 0.0001, 0.02);
        Assert.Equal(1_000, version.HeldOut!.Outcomes);
    }

    [Fact]
    public void Nothing_is_learned_where_too_few_are_left_without_a_CTA()
    {
        // All that look at risk were called and stayed, and only nine others left.
        var rows = Rows.Generate(300, 6, Rows.Truth.AsRules)
            .Select((row, i) => row with { HadCta = row.Basis.Findings[0].LogOdds > 0, Churned = i < 100 })
            .Select(row => row.HadCta ? row with { Churned = false } : row)
            .ToList();
        rows =
        [
            .. rows.Where(row => !row.Churned),
            .. rows.Where(row => row.Churned).Take(9),
            .. rows.Where(row => row.HadCta)
                .Take(1)
                .Select(row => row with { AccountId = "left anyway", Churned = true }),
        ];

        var version = Learn(rows);

        Assert.True(version.Ctas!.LeftOut);
        Assert.Equal((LearnedScope.Nothing, null, null), (version.Scope, version.Model, version.HeldOut));
    }

    [Fact]
    public void Outcomes_of_the_instant_that_they_are_judged_since_do_not_decide()
    {
        var rows = Rows.Generate(200, 1, Different);
        var rules = ChurnModel.OfRules(Rows.Prior);

        Assert.Null(LearnFromOutcomes.Of(rows, rules, Some.Now, Rows.Start).HeldOut);
        Assert.Equal(200, LearnFromOutcomes.Of(rows, rules, Some.Now, Rows.Start.AddTicks(-1)).HeldOut!.Outcomes);
    }

    [Fact]
    public void CTAs_are_compared_where_there_are_any_and_enough_outcomes()
    {
        var rows = Rows.Generate(200, 8, Different);

        Assert.Null(Learn(rows).Ctas);
        List<LearningRow> called = [.. rows.Select((row, i) => row with { HadCta = i == 0 })];
        Assert.Equal(1, Learn(called).Ctas!.Outcomes);
        Assert.Null(Learn(called[..49]).Ctas);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.5, LearnedScope.Nothing)]
    [InlineData(0.5, 0.4, 0.4, LearnedScope.Intercept)]
    [InlineData(0.5, 0.6, 0.5, LearnedScope.Nothing)]
    [InlineData(0.5, 0.4, 0.3, LearnedScope.Weights)]
    public void Of_what_did_equally_well_the_least_is_taken(
        double rules,
        double intercept,
        double weights,
        LearnedScope scope
    ) => Assert.Equal(scope, new HeldOutComparison(99, rules, intercept, weights).Best);

    [Fact]
    public void The_mean_loss_of_no_outcomes_is_no_number()
    {
        Assert.Equal(double.NaN, LogLoss.Mean([], ChurnModel.OfRules(Rows.Prior)));
        Assert.Equal(double.NaN, LogLoss.Mean([]));
    }

    [Fact]
    public void A_tenant_has_its_own_mode_or_else_that_of_all()
    {
        var options = new LearningOptions { Mode = LearningMode.Shadow };
        options.Tenants["acme"] = new TenantLearningOptions { Mode = LearningMode.On };
        options.Tenants["other"] = new TenantLearningOptions();

        Assert.Equal(
            [LearningMode.On, LearningMode.Shadow, LearningMode.Shadow],
            ((string[])["acme", "other", "third"]).Select(options.ModeOf)
        );
    }

    [Fact]
    public void A_version_is_a_small_JSON_row_and_comes_back_as_it_was()
    {
        var rows = Rows.Generate(200, 8, Different).Select((row, i) => row with { HadCta = i == 0 }).ToList();
        var version = Learn(rows);

        var json = JsonSerializer.SerializeToUtf8Bytes(version, BacktestJson.Default.LearnedVersion);
        var back = JsonSerializer.Deserialize(json, BacktestJson.Default.LearnedVersion)!;

        Assert.True(json.Length < 4_096);
        Assert.Equal(version with { Model = null }, back with { Model = null });
        Assert.All(
            rows,
            row => Assert.Equal(version.Model!.Probability(row.Basis), back.Model!.Probability(row.Basis))
        );
    }

    private static LearnedVersion Learn(IReadOnlyList<LearningRow> rows) =>
        LearnFromOutcomes.Of(rows, ChurnModel.OfRules(Rows.Prior), Some.Now);
}
