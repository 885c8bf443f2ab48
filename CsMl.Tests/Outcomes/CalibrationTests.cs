using CsMl.Core.Outcomes;

namespace CsMl.Tests.Outcomes;

public sealed class CalibrationTests
{
    [Fact]
    public void The_base_rate_has_no_calibration_error_and_the_variance_as_its_brier_score()
    {
        var forecasts = Enumerable.Range(0, 40).Select(i => new Forecast(0.25, i % 4 == 0)).ToList();

        Assert.Equal(0, Calibration.Error(forecasts)!.Value, 12);
        Assert.Equal(0.25 * 0.75, Calibration.Brier(forecasts)!.Value, 12);
    }

    [Fact]
    public void Certainty_that_is_always_wrong_has_an_error_of_1()
    {
        Forecast[] wrong = [new(1, false), new(0, true)];

        Assert.Equal(1, Calibration.Error(wrong)!.Value, 12);
        Assert.Equal(1, Calibration.Brier(wrong)!.Value, 12);
    }

    [Fact]
    public void Each_bin_counts_by_the_forecasts_in_it()
    {
        // Three in the lowest bin, off by 0.05 - 1/3; one in the highest, off by 0.05.
        Forecast[] forecasts = [new(0.05, false), new(0.05, true), new(0.05, false), new(0.95, true)];

        var expected = 0.75 * (1.0 / 3 - 0.05) + 0.25 * 0.05;
        Assert.Equal(expected, Calibration.Error(forecasts)!.Value, 12);
        Assert.Equal([(0.0, 3), (0.9, 1)], Calibration.Curve(forecasts).Select(b => (b.From, b.Count)));
    }

    [Fact]
    public void A_probability_of_1_belongs_to_the_last_bin()
    {
        Assert.Equal(0.9, Assert.Single(Calibration.Curve([new(1, true)])).From);
    }

    [Fact]
    public void Without_forecasts_there_is_nothing_to_say()
    {
        Assert.Null(Calibration.Brier([]));
        Assert.Null(Calibration.Error([]));
        Assert.Empty(Calibration.Curve([]));
    }
}
