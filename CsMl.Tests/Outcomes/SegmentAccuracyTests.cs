using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>Segments that are treated worse are found, and those that are not are left alone.</summary>
public sealed class SegmentAccuracyTests
{
    [Fact]
    public void Where_all_are_treated_alike_a_warning_is_rare()
    {
        var warned = Enumerable
            .Range(0, 200)
            .Count(seed => DivideBySegment.Of(Make(new Random(seed), 300)).Any(segment => segment.Warning is not null));

        Assert.InRange(warned, 0, 200 * 0.07);
    }

    [Fact]
    public void Accounts_that_leave_more_often_than_foretold_are_found_and_so_are_those_that_do_not()
    {
        var found = DivideBySegment.Of(
            Make(new Random(1), 600, (p, segment) => segment.TenureDays < 365 ? Math.Min(1, 2.2 * p) : p)
        );

        var young = found.Single(segment => segment.Segment == "less than a year");
        Assert.Contains("leave more often than is foretold", young.Warning, StringComparison.Ordinal);
        Assert.True(young.Gap.Low > 0);
        var spared = DivideBySegment.Of(
            Make(new Random(1), 600, (p, segment) => segment.Type == AccountType.Partner ? p / 5 : p)
        );
        Assert.Contains(
            "leave less often than is foretold",
            spared.Single(segment => segment.Segment == "PARTNER").Warning,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Accounts_that_are_ranked_by_chance_are_found()
    {
        var found = DivideBySegment.Of(
            Make(new Random(1), 900, (p, segment) => segment.Type == AccountType.Partner ? 0.4 : p)
        );

        Assert.Contains(
            "is told worse than among other accounts",
            found.Single(segment => segment.Segment == "PARTNER").Warning,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_gap_is_what_happened_less_what_was_foretold_beside_the_same_of_all_others()
    {
        var closed = Make(new Random(5), 300);

        var found = DivideBySegment.Of(closed);

        foreach (var segment in found.Where(s => s is { By: "type", Gap.Value: not null }))
        {
            var (own, others) = (Of(segment.Segment, isOwn: true), Of(segment.Segment, isOwn: false));
            Assert.Equal(own.Count, segment.Validated);
            Assert.Equal(own.Select(p => p.AccountId).Distinct().Count(), segment.Accounts);
            Assert.Equal(Miss(own) - Miss(others), segment.Gap.Value!.Value, 0.0001);
            Assert.Equal(own.Average(p => p.Probability), segment.MeanProbability!.Value, 0.0001);
            var error = 3 * Math.Sqrt(VarianceOf(own) + VarianceOf(others));
            Assert.Equal(Miss(own) - Miss(others) - error, segment.Gap.Low!.Value, 0.0002);
            Assert.Equal(Miss(own) - Miss(others) + error, segment.Gap.High!.Value, 0.0002);
            var (auc, otherAuc) = (AucOf(own), AucOf(others));
            Assert.Equal(auc.Value - otherAuc.Value, segment.AucGap.Value!.Value, 0.0001);
            var aucError = 3 * Math.Sqrt(auc.Variance + otherAuc.Variance);
            Assert.Equal(auc.Value - otherAuc.Value - aucError, segment.AucGap.Low!.Value, 0.0002);
            Assert.Equal(auc.Value - otherAuc.Value + aucError, segment.AucGap.High!.Value, 0.0002);
        }

        List<CountedPrediction> Of(string type, bool isOwn) =>
            [.. closed.Where(p => type.Equals($"{p.Segment!.Type}", StringComparison.OrdinalIgnoreCase) == isOwn)];

        // Each account's three predictions share one outcome; never less than what chance alone would give.
        static double VarianceOf(List<CountedPrediction> all)
        {
            var mean = Miss(all);
            var sums = all.GroupBy(p => p.AccountId)
                .Select(own => own.Sum(p => (p.Settlement!.Happened ? 1 : 0) - p.Probability - mean))
                .ToList();
            var observed = sums.Sum(s => s * s) * sums.Count / (sums.Count - 1) / Math.Pow(all.Count, 2);
            var expected = 3 * all.Sum(p => p.Probability * (1 - p.Probability)) / Math.Pow(all.Count, 2);
            return Math.Max(observed, expected);
        }

        static (double Value, double Variance) AucOf(List<CountedPrediction> all)
        {
            var left = all.FindAll(p => p.Settlement!.Happened);
            var stayed = all.FindAll(p => !p.Settlement!.Happened);
            var pairs = left.SelectMany(_ => stayed, (l, s) => l.Probability.CompareTo(s.Probability)).ToList();
            var auc = pairs.Average(order => (1 + order) / 2.0);
            // Hanley and McNeil, over accounts.
            var (l, s) = (left.Count / 3, stayed.Count / 3);
            var (below, above) = (auc / (2 - auc), 2 * auc * auc / (1 + auc));
            return (auc, (auc * (1 - auc) + (l - 1) * (below - auc * auc) + (s - 1) * (above - auc * auc)) / (l * s));
        }

        static double Miss(List<CountedPrediction> predictions) =>
            predictions.Count(p => p.Settlement!.Happened) / (double)predictions.Count
            - predictions.Sum(p => p.Probability) / predictions.Count;
    }

    [Fact]
    public void Revenue_is_divided_in_thirds_of_each_currency_and_few_outcomes_tell_nothing()
    {
        var closed = Make(new Random(5), 300);
        var euros = closed.ConvertAll(p =>
            p with
            {
                AnnualRevenue = p.AnnualRevenue * 1000,
                Segment = p.Segment! with { Currency = "JPY" },
            }
        );

        var one = DivideBySegment.Of(closed).Where(segment => segment.By == "revenue").ToList();
        var both = DivideBySegment.Of([.. closed, .. euros]).Where(segment => segment.By == "revenue").ToList();

        Assert.Equal(["highest third", "lowest third", "middle third"], one.Select(segment => segment.Segment));
        Assert.All(one, segment => Assert.InRange(segment.Validated, 270, 330));
        Assert.Equal(one.Select(segment => 2 * segment.Validated), both.Select(segment => segment.Validated));

        var few = DivideBySegment.Of([.. closed.Take(20)]);
        Assert.All(few, segment => Assert.Null(segment.Warning));
        Assert.All(
            few,
            segment => Assert.Contains("Not enough outcomes yet", segment.Gap.Note, StringComparison.Ordinal)
        );
        // Rows of an earlier version have no segment: they are not divided.
        Assert.Empty(DivideBySegment.Of([.. closed.Select(p => p with { Segment = null, AnnualRevenue = null })]));
    }

    /// <summary>Three predictions of each account, which leaves as often as they say unless a segment is treated worse.</summary>
    private static List<CountedPrediction> Make(
        Random random,
        int accounts,
        Func<double, AccountSegment, double>? truth = null
    )
    {
        var all = new List<CountedPrediction>();
        for (var i = 0; i < accounts; i++)
        {
            var segment = new AccountSegment(
                random.Next(3) == 0 ? AccountType.Partner : AccountType.Customer,
                random.Next(2_000),
                "EUR"
            );
            var revenue = random.Next(1_000, 1_000_000);
            var probability = 0.05 + 0.7 * Math.Pow(random.NextDouble(), 2);
            var happened = random.NextDouble() < (truth?.Invoke(probability, segment) ?? probability);
            all.AddRange(
                Enumerable
                    .Range(0, 3)
                    .Select(month =>
                        Counted(probability: probability) with
                        {
                            AccountId = $"a{i}",
                            PredictionId = $"p{i}-{month}",
                            AnnualRevenue = revenue,
                            Segment = segment,
                            Settlement = new Settlement(
                                End,
                                happened ? "CHURNED" : "RETAINED",
                                happened,
                                true,
                                null,
                                null
                            ),
                        }
                    )
            );
        }

        return all;
    }
}
