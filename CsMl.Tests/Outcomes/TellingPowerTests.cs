using CsMl.Core.Outcomes;

namespace CsMl.Tests.Outcomes;

public sealed class TellingPowerTests
{
    [Fact]
    public void Below_thirty_outcomes_nothing_is_told()
    {
        var text = TellingPower.Of(12, 3, null);

        Assert.StartsWith("12 outcomes tell nothing yet. From 30 on", text, StringComparison.Ordinal);
        // Wilson's interval of 7 of 30 is .1179 to .4093.
        Assert.Contains("±15 points", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Thirty_outcomes_with_three_departures_tell_a_share_and_no_ranking()
    {
        var text = TellingPower.Of(30, 3, null);

        // .0346 to .2562
        Assert.Contains(
            "30 outcomes, 3 of them departures: the share that leaves is known to about ±11 points",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("not known before 10 have left", text, StringComparison.Ordinal);
        Assert.Contains("takes some 300", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_outcomes_tell_how_far_the_ranking_can_be_trusted()
    {
        var text = TellingPower.Of(1_000, 200, 0.8);

        // .1765 to .2259, and a standard error of .0194.
        Assert.Contains("±2 points", text, StringComparison.Ordinal);
        Assert.Contains("the area (AUC) is known to about 0.04", text, StringComparison.Ordinal);
        Assert.Contains("most tenths of the reliability table can be judged", text, StringComparison.Ordinal);
    }
}
