using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Tests.Outcomes;

/// <summary>The figures beside a computation that shares nothing with theirs: pairs, loops and definitions.</summary>
public sealed class PredictionMetricsTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void They_agree_with_naive_definitions_on_generated_outcomes()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            // Half of them have many ties, and a few are all but certain.
            var digits = seed % 2 == 0 ? 1 : 4;
            var cases = Enumerable
                .Range(0, 60 + random.Next(240))
                .Select(_ =>
                {
                    var p = Math.Clamp(Math.Round(random.NextDouble(), digits), 0.0001, 0.9999);
                    return (Probability: p, Happened: random.NextDouble() < 0.2 + 0.6 * p);
                })
                .ToArray();

            var figures = PredictionMetrics.Of(
                [.. cases.Select(c => Settled(c.Probability, c.Happened))],
                PredictionType.Churn
            );

            var n = (double)cases.Length;
            var churned = cases.Count(c => c.Happened);
            var predicted = cases.Count(c => c.Probability >= 0.5);
            var hits = cases.Count(c => c.Probability >= 0.5 && c.Happened);
            Assert.Equal((cases.Length, churned), (figures.Validated, figures.Happened));
            Close(churned / n, figures.BaseRate);
            Close((hits + cases.Count(c => c.Probability < 0.5 && !c.Happened)) / n, figures.Accuracy);
            Close((double)hits / predicted, figures.Precision);
            Close((double)hits / churned, figures.Recall);
            Close(NaiveAuc(cases), figures.Auc);
            Close(
                cases.Sum(c => c.Happened ? (1 - c.Probability) * (1 - c.Probability) : c.Probability * c.Probability)
                    / n,
                figures.Brier
            );
            Close(NaiveEce(cases), figures.Ece);
            Close(NaiveLift(cases, random), figures.TopDecileLift, 0.02);
            Close(Math.Max(churned, n - churned) / n, figures.Accuracy.BaseRate);
            Close(churned / n, figures.Precision.BaseRate);
            Close(predicted / n, figures.Recall.BaseRate);
            Close(churned / n * (1 - churned / n), figures.Brier.BaseRate);
            Assert.Equal((0.5, 0, 1), (figures.Auc.BaseRate, figures.Ece.BaseRate, figures.TopDecileLift.BaseRate));
            Assert.Equal(10, figures.Calibration.Count);
            Assert.Equal(cases.Length, figures.Calibration.Sum(b => b.Count));
            foreach (var bin in figures.Calibration.Where(b => b.Count > 0))
            {
                var inside = cases.Where(c => (int)(c.Probability * 10) == (int)Math.Round(bin.From * 10)).ToList();
                var (low, high) = NaiveWilson(inside.Count(c => c.Happened), inside.Count);
                Close(low, bin.Low);
                Close(high, bin.High);
            }
        }
    }

    [Theory]
    [InlineData(0.07)]
    [InlineData(0.3)]
    [InlineData(0.62)]
    public void Who_knows_the_base_rate_alone_gets_what_stands_beside_each_figure(double rate)
    {
        const int N = 1_000;
        var cases = Enumerable.Range(0, N).Select(i => Settled(rate, i < N * rate)).ToList();

        var figures = PredictionMetrics.Of(cases, PredictionType.Churn);

        Assert.Equal(0.5, figures.Auc.Value);
        Assert.Equal(1, figures.TopDecileLift.Value);
        Assert.Equal(0, figures.Ece.Value);
        foreach (
            var figure in (Metric[])[figures.Accuracy, figures.Auc, figures.Brier, figures.Ece, figures.TopDecileLift]
        )
        {
            Close(figure.BaseRate!.Value, figure);
        }

        // It foretells everybody or nobody.
        Assert.Equal(rate >= 0.5 ? rate : null, figures.Precision.Value);
        Assert.Equal(rate >= 0.5 ? 1 : 0, figures.Recall.Value);
    }

    [Fact]
    public void Where_there_are_too_few_outcomes_a_note_stands_in_place_of_a_number()
    {
        var twelve = PredictionMetrics.Of(
            [.. Enumerable.Range(0, 12).Select(i => Settled(0.6, i < 6))],
            PredictionType.Churn
        );
        foreach (
            var figure in (Metric[])
                [
                    twelve.BaseRate,
                    twelve.Accuracy,
                    twelve.Precision,
                    twelve.Recall,
                    twelve.Auc,
                    twelve.Brier,
                    twelve.Ece,
                    twelve.TopDecileLift,
                ]
        )
        {
            Assert.Equal(Metric.None("Not enough outcomes yet (12 of 30)."), figure);
        }

        Assert.All(twelve.Calibration, b => Assert.Null(b.Rate));
        Assert.Equal(12, twelve.Calibration[6].Count);

        // Thirty outcomes are enough, but three departures are not enough of them, nor one that was predicted.
        var thirty = PredictionMetrics.Of(
            [.. Enumerable.Range(0, 30).Select(i => Settled(i == 0 ? 0.9 : 0.2, i < 3))],
            PredictionType.Churn
        );
        Assert.NotNull(thirty.Brier.Value);
        Assert.Equal("Not enough of what was foretold yet (3 of 10).", thirty.Auc.Note);
        Assert.Equal("Not enough predicted yet (1 of 10).", thirty.Precision.Note);
        Assert.Null(PredictionMetrics.Of([], PredictionType.Churn).Brier.Value);
    }

    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void A_share_has_Wilsons_interval(int part, int all, double low, double high)
    {
        var share = Metric.Share(part, all, null);

        Assert.Equal((low, high), (share.Low, share.High));
    }

    [Fact]
    public void An_area_has_the_interval_of_Hanley_and_McNeil()
    {
        // Their own example: an area of .893 with 51 of one kind and 58 of the other has a standard error of .032.
        var (low, high) = Interval.OfAuc(0.893, 51, 58)!.Value;

        Assert.Equal(0.032, (high - low) / 2 / 1.96, 0.001);
    }

    private static CountedPrediction Settled(double probability, bool happened) =>
        new(
            "acme",
            PredictionType.Churn,
            "id",
            Some.Now,
            90,
            Some.Now.AddDays(30),
            probability,
            PredictionSource.Rules,
            RiskCategory.High,
            null,
            null,
            null,
            null,
            null,
            IsOpen: false,
            new Settlement(Some.Now, "", happened, (probability >= 0.5) == happened, null, null)
        );

    private static double NaiveAuc((double Probability, bool Happened)[] cases)
    {
        var (won, pairs) = (0.0, 0);
        foreach (var one in cases.Where(c => c.Happened))
        {
            foreach (var other in cases.Where(c => !c.Happened))
            {
                pairs++;
                won +=
                    one.Probability > other.Probability ? 1
                    : one.Probability.Equals(other.Probability) ? 0.5
                    : 0;
            }
        }

        return won / pairs;
    }

    [Fact]
    public void Tenths_of_the_lift_curve_are_those_of_the_ranked_accounts()
    {
        var random = new Random(4);
        var cases = Enumerable
            .Range(0, 400)
            .Select(_ => random.NextDouble() is var p ? (Probability: p, Happened: random.NextDouble() < p) : default)
            .ToArray();

        var lift = PredictionMetrics
            .Of([.. cases.Select(c => Settled(c.Probability, c.Happened))], PredictionType.Churn)
            .Lift;

        var ranked = cases.OrderByDescending(c => c.Probability).Chunk(40).ToList();
        var churned = (double)cases.Count(c => c.Happened);
        foreach (var (tenth, i) in lift.Select((tenth, i) => (tenth, i)))
        {
            var hits = ranked[i].Count(c => c.Happened);
            Assert.Equal((i + 1, 40, hits), (tenth.Tenth, tenth.Count, tenth.Happened));
            Close(hits / 40.0 / (churned / 400), tenth.Lift);
            Close(ranked.Take(i + 1).Sum(t => t.Count(c => c.Happened)) / churned, tenth.Captured);
            Close(NaiveWilson(hits, 40).Low, tenth.Low);
        }
    }

    [Theory]
    [InlineData(37)]
    [InlineData(400)]
    public void Equal_probabilities_are_spread_over_the_tenths_that_they_take(int count)
    {
        // All equal: each tenth has the rate of all.
        var cases = Enumerable.Range(0, count).Select(i => Settled(0.3, i % 3 == 0)).ToList();

        var lift = PredictionMetrics.Of(cases, PredictionType.Churn).Lift;

        Assert.All(lift, tenth => Close(1, tenth.Lift));
        Close(1, lift[^1].Captured);
        Close(count, lift.Sum(tenth => tenth.Count), 0.001);
    }

    private static (double Low, double High) NaiveWilson(int part, int all)
    {
        // The ends are where a true share would be 1.96 of its own standard errors away from the observed one.
        const double z = 1.959963984540054;
        var p = (double)part / all;
        return (Solve(0, p), Solve(1, p));

        double Solve(double outside, double inside)
        {
            for (var i = 0; i < 200; i++)
            {
                var middle = (outside + inside) / 2;
                var isFar = Math.Abs(p - middle) > z * Math.Sqrt(middle * (1 - middle) / all);
                (outside, inside) = isFar ? (middle, inside) : (outside, middle);
            }

            return inside;
        }
    }

    private static double NaiveEce((double Probability, bool Happened)[] cases)
    {
        var error = 0.0;
        for (var bin = 0; bin < 10; bin++)
        {
            var inside = cases.Where(c => c.Probability >= bin / 10.0 && c.Probability < (bin + 1) / 10.0).ToList();
            if (inside.Count > 0)
            {
                error += Math.Abs(inside.Sum(c => c.Probability) - inside.Count(c => c.Happened));
            }
        }

        return error / cases.Length;
    }

    /// <summary>The mean over many orders of those that tie.</summary>
    private static double NaiveLift((double Probability, bool Happened)[] cases, Random random)
    {
        const int Orders = 4_000;
        var (top, whole) = (cases.Length / 10.0, cases.Length / 10);
        var hits = 0.0;
        var copy = cases.ToArray();
        for (var i = 0; i < Orders; i++)
        {
            random.Shuffle(copy);
            var ranked = copy.OrderByDescending(c => c.Probability)
                .Take(whole + 1)
                .Select(c => c.Happened ? 1 : 0)
                .ToList();
            hits += ranked.Take(whole).Sum() + (top - whole) * ranked[whole];
            if (cases.DistinctBy(c => c.Probability).Count() > 50)
            {
                // Hardly a tie.
                return hits / top / ((double)cases.Count(c => c.Happened) / cases.Length);
            }
        }

        return hits / Orders / top / ((double)cases.Count(c => c.Happened) / cases.Length);
    }

    private static void Close(double expected, Metric actual, double within = 0.00006) =>
        Close(expected, actual.Value, within);

    private static void Close(double expected, double? actual, double within = 0.00006) =>
        Assert.InRange(actual!.Value, expected - within, expected + within);
}
