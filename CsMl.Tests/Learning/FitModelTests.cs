using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Learning;

public sealed class FitModelTests
{
    public static TheoryData<int> Problems => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Agrees_with_coordinate_descent_in_Python(int problem)
    {
        var expected = IndependentFigures.Read("fits.json")[problem];
        string[] rules = [.. expected.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!)];
        var rows = expected
            .GetProperty("rows")
            .EnumerateArray()
            .Select((row, i) => RowOf(rules, row.Numbers(), i))
            .ToList();

        var (model, _) = FitModel.All(rows);

        var s = model.SignalWeights;
        double[] weights =
        [
            model.Intercept,
            .. rules.Select(rule => model.RuleWeights[rule]),
            s.Since,
            s.Recent,
            s.Active,
            s.Tenure,
        ];
        Assert.All(
            weights.Zip(expected.GetProperty("weights").Numbers()),
            pair => Assert.Equal(pair.Second, pair.First, 1e-5)
        );
    }

    [Fact]
    public void Without_outcomes_it_is_the_rules()
    {
        var (model, _) = FitModel.All([]);

        Assert.Equal((Rows.Prior, default), (model.Intercept, model.SignalWeights));
        Assert.Empty(model.RuleWeights);
    }

    [Fact]
    public void A_rule_that_was_never_found_keeps_its_weight()
    {
        var rows = Rows.Generate(200, 1, new(0, 0, 0))
            .Select(row => row with { Basis = Rows.Basis(default, (Rows.Silence, 0), ("LowHealth", 0.3)) })
            .ToList();

        Assert.Equal(1, FitModel.All(rows).Model.RuleWeights[Rows.Silence], 9);
    }

    [Fact]
    public void Where_trouble_goes_with_staying_the_weights_end_at_their_bounds()
    {
        var (model, _) = FitModel.All(Rows.Generate(2_000, 3, new(-1, -1, -1)));

        Assert.All(model.RuleWeights.Values, weight => Assert.Equal(0, weight));
        Assert.Equal((0, 0, 0), (model.SignalWeights.Since, model.SignalWeights.Recent, model.SignalWeights.Active));
    }

    [Fact]
    public void Many_outcomes_outweigh_the_prior()
    {
        var (model, _) = FitModel.All(Rows.Generate(20_000, 4, new(-2, 0.5, 0.4)));

        Assert.Equal(-2, model.Intercept, 0.1);
        Assert.All(model.RuleWeights.Values, weight => Assert.Equal(0.5, weight, 0.1));
        Assert.Equal(0.4, model.SignalWeights.Since, 0.1);
    }

    [Theory]
    [InlineData(-1.1, 1, 0)]
    [InlineData(-4, 0, 1.5)]
    [InlineData(-1, 20, 20)]
    public void A_hundred_thousand_outcomes_are_read_at_most_sixty_times(double intercept, double rules, double since)
    {
        var (_, passes) = FitModel.All(Rows.Generate(100_000, 5, new(intercept, rules, since)));

        Assert.InRange(passes, 2, FitModel.MostPasses);
        Assert.Equal(60, FitModel.MostPasses);
    }

    [Fact]
    public void The_last_pass_is_at_the_minimum()
    {
        var rows = Rows.Generate(500, 6, new(-2, 2, 0.5));
        var matrix = FeatureMatrix.Of(rows);
        var model = FitModel.All(rows).Model;
        double[] weights =
        [
            model.Intercept,
            .. model.RuleWeights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Value),
            model.SignalWeights.Since,
            model.SignalWeights.Recent,
            model.SignalWeights.Active,
            model.SignalWeights.Tenure,
        ];
        var loss = new PenalizedLoss(matrix, matrix.Priors);
        var least = loss.Pass(weights);

        for (var j = 0; j < weights.Length; j++)
        {
            foreach (var step in new[] { -0.01, 0.01 })
            {
                double[] moved = [.. weights];
                moved[j] = Math.Clamp(moved[j] + step, matrix.Priors[j].Least, matrix.Priors[j].Most);
                Assert.True(loss.Pass(moved) >= least, $"column {j} by {step}");
            }
        }
    }

    /// <summary>The rule foretells all of them to leave, and none does: the first step goes much too far.</summary>
    [Fact]
    public void A_step_that_goes_too_far_is_halved()
    {
        var rows = Enumerable
            .Range(0, 200)
            .Select(i => new LearningRow(
                $"a{i}",
                Rows.Start,
                Rows.Basis(new LearningSignals(0, 0, 0, 30), (Rows.Silence, 20)),
                false
            ))
            .ToList();
        var matrix = FeatureMatrix.Of(rows);
        var loss = new PenalizedLoss(matrix, matrix.Priors);

        var (model, passes) = FitModel.All(rows);

        double[] fitted = [model.Intercept, model.RuleWeights[Rows.Silence], 0, 0, 0, model.SignalWeights.Tenure];
        Assert.True(loss.Pass(fitted) < loss.Pass([Rows.Prior, 0, 0, 0, 0, 0]));
        Assert.InRange(passes, 5, FitModel.MostPasses - 1);
    }

    [Fact]
    public void Memory_grows_with_the_number_of_outcomes_and_no_faster()
    {
        var rows = Rows.Generate(40_000, 7, Rows.Truth.AsRules);
        Allocated(rows[..100]);

        var (few, many) = (Allocated(rows[..10_000]), Allocated(rows));

        Assert.InRange((double)many / few, 1, 5);
    }

    [Fact]
    public void The_intercept_alone_makes_the_mean_probability_nearly_the_rate()
    {
        var rows = Rows.Generate(3_000, 8, new(-3, 1, 0));

        var model = FitModel.Intercept(rows);

        Assert.Equal(
            rows.Average(row => row.Churned ? 1.0 : 0.0),
            rows.Average(row => model.Probability(row.Basis)),
            0.003
        );
        Assert.Empty(model.RuleWeights);
        Assert.Equal(default, model.SignalWeights);
    }

    private static long Allocated(List<LearningRow> rows)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = FitModel.All(rows);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <param name="numbers">Contributions of the rules, four signals, 1 for a departure.</param>
    private static LearningRow RowOf(string[] rules, double[] numbers, int i) =>
        new(
            $"a{i}",
            Rows.Start,
            Rows.Basis(
                new LearningSignals(numbers[^5], numbers[^4], numbers[^3], numbers[^2]),
                [.. rules.Zip(numbers)]
            ),
            numbers[^1] == 1
        );
}
