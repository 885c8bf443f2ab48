using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>How far a person's odds are from the prediction, and until when the two disagree.</summary>
public sealed class OpinionTests
{
    [Theory]
    [InlineData(0.9, 20)]
    [InlineData(0.4, -30)]
    [InlineData(0.7, 0)]
    [InlineData(0.704, 0)]
    [InlineData(0.696, 0)]
    [InlineData(0.706, 1)]
    [InlineData(0.694, -1)]
    public void The_difference_is_told_in_points_above_the_prediction_and_less_than_half_a_point_is_none(
        double probability,
        int points
    )
    {
        var opinion = Of(probability);

        Assert.Equal((points, points == 0), (opinion.Points, opinion.Agrees));
        Assert.Equal(points != 0, opinion.IsOpenDisagreement(Some.Now));
    }

    [Fact]
    public void A_disagreement_is_open_until_an_outcome_or_the_windows_end_decides()
    {
        var opinion = Of(0.9);

        Assert.True(opinion.IsOpenDisagreement(End - TimeSpan.FromTicks(1)));
        Assert.False(opinion.IsOpenDisagreement(End));
        Assert.False((opinion with { Prediction = Counted() with { IsOpen = false } }).IsOpenDisagreement(Some.Now));
    }

    private static Opinion Of(double probability) => new("kim", probability, null, Some.Now, Counted());
}
