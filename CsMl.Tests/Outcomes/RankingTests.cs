using CsMl.Core.Outcomes;

namespace CsMl.Tests.Outcomes;

public sealed class RankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Auc_is_the_share_of_pairs_in_the_right_order_with_half_a_point_for_a_tie(int seed)
    {
        var random = new Random(seed);
        // Few distinct scores, so that most pairs are ties.
        var forecasts = Enumerable
            .Range(0, 400)
            .Select(_ => new Forecast(random.Next(12) / 12.0, random.NextDouble() < 0.3))
            .ToList();

        var points = 0.0;
        var pairs = 0;
        foreach (var left in forecasts.Where(f => f.Happened))
        {
            foreach (var stayed in forecasts.Where(f => !f.Happened))
            {
                points +=
                    left.Score > stayed.Score ? 1
                    : left.Score.Equals(stayed.Score) ? 0.5
                    : 0;
                pairs++;
            }
        }

        Assert.Equal(points / pairs, Ranking.Auc(forecasts)!.Value, 12);
    }

    [Fact]
    public void A_perfect_order_has_an_auc_of_1_and_its_reverse_of_0()
    {
        Forecast[] perfect = [new(0.9, true), new(0.8, true), new(0.2, false), new(0.1, false)];

        Assert.Equal(1, Ranking.Auc(perfect));
        Assert.Equal(0, Ranking.Auc([.. perfect.Select(f => f with { Score = -f.Score })]));
    }

    [Fact]
    public void A_constant_ranks_nothing()
    {
        var forecasts = Enumerable.Range(0, 57).Select(i => new Forecast(0.3, i % 3 == 0)).ToList();

        Assert.Equal(0.5, Ranking.Auc(forecasts)!.Value, 12);
        Assert.Equal(1, Ranking.TopDecileLift(forecasts)!.Value, 12);
    }

    [Fact]
    public void Where_all_left_or_none_there_is_no_order_to_judge()
    {
        Assert.Null(Ranking.Auc([new(0.5, true), new(0.6, true)]));
        Assert.Null(Ranking.Auc([new(0.5, false)]));
        Assert.Null(Ranking.Auc([]));
        Assert.Null(Ranking.TopDecileLift([new(0.5, false)]));
        Assert.Null(Ranking.TopDecileLift([]));
    }

    [Fact]
    public void Lift_compares_the_highest_tenth_with_all()
    {
        // Of 20, the two highest both left; of all, five did: 1.0 against 0.25.
        var forecasts = Enumerable.Range(0, 20).Select(i => new Forecast(i, i is 19 or 18 or 3 or 2 or 1)).ToList();

        Assert.Equal(4, Ranking.TopDecileLift(forecasts)!.Value, 12);
    }

    [Fact]
    public void A_tie_across_the_edge_of_the_tenth_counts_by_its_share()
    {
        // Two places: one for the highest, who stayed, and one for three equals of whom one left.
        Forecast[] forecasts =
        [
            new(9, false),
            new(8, true),
            new(8, false),
            new(8, false),
            .. Enumerable.Range(0, 16).Select(_ => new Forecast(1, false)),
        ];

        Assert.Equal(1.0 / 3 / 2 / (1.0 / 20), Ranking.TopDecileLift(forecasts)!.Value, 12);
    }
}
