using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Learning;

/// <summary>When outcomes bear probabilities out.</summary>
public sealed class CalibrationCheckTests
{
    private const int Seeds = 200;

    [Theory]
    [InlineData(300)]
    [InlineData(3_000)]
    public void True_probabilities_nearly_always_pass(int outcomes)
    {
        Assert.InRange(Passed(outcomes, forecast: z => z), 170, Seeds);
    }

    /// <summary>A monthly portfolio: three predictions of an account share its departure.</summary>
    [Fact]
    public void So_do_they_if_each_account_has_several_predictions()
    {
        Assert.InRange(Passed(900, forecast: z => z, each: 3), 160, Seeds);
    }

    [Fact]
    public void Twice_the_odds_and_probabilities_that_are_too_bold_do_not()
    {
        Assert.InRange(Passed(3_000, forecast: z => z + Math.Log(2)), 0, 1);
        // The mean over all of them is right.
        Assert.InRange(Passed(3_000, forecast: z => Center + 2.5 * (z - Center) - 0.35), 0, 20);
    }

    [Fact]
    public void Fewer_than_300_outcomes_bear_nothing_out()
    {
        Assert.Equal(0, Passed(CalibrationCheck.Enough - 1, forecast: z => z));
    }

    [Fact]
    public void A_half_without_a_departure_bears_out_a_small_probability_and_no_large_one()
    {
        Assert.True(Lower(0.01).IsBorneOut);
        Assert.False(Lower(0.10).IsBorneOut);

        static CalibratedHalf Lower(double probability) =>
            CalibrationCheck
                .Of([
                    .. Enumerable.Range(0, 150).Select(i => new HeldOutForecast($"a{i}", Logit.Of(probability), false)),
                    .. Enumerable.Range(0, 150).Select(i => new HeldOutForecast($"b{i}", Logit.Of(0.2), i < 30)),
                ])
                .Lower;
    }

    [Theory]
    [InlineData(1, 0.2, true)]
    [InlineData(1, 0.3, true)]
    [InlineData(1, 0.1999, false)]
    [InlineData(1, 0.3001, false)]
    [InlineData(0, 0.25, false)]
    public void An_interval_holds_its_ends_and_nothing_without_outcomes(int outcomes, double mean, bool isBorneOut) =>
        Assert.Equal(isBorneOut, new CalibratedHalf(outcomes, 0, mean, Low: 0.2, High: 0.3).IsBorneOut);

    [Fact]
    public void Outcomes_of_the_same_accounts_have_a_wider_interval_on_both_sides()
    {
        var (same, different) = (Half(i => i / 5), Half(i => i));

        Assert.Equal((100, 20, 0.2), (same.Outcomes, same.Churned, Math.Round(same.MeanProbability, 9)));
        Assert.True(0 < same.Low && same.Low < different.Low, $"0 < {same.Low} < {different.Low}");
        Assert.True(different.High < same.High && same.High < 1, $"{different.High} < {same.High} < 1");

        static CalibratedHalf Half(Func<int, int> accountOf) =>
            CalibratedHalf.Of([
                .. Enumerable.Range(0, 100).Select(i => new HeldOutForecast($"a{accountOf(i)}", Logit.Of(0.2), i < 20)),
            ]);
    }

    private const double Center = -2.5;

    /// <param name="forecast">What is said, in log-odds, where these are true.</param>
    /// <param name="each">Predictions of an account, all settled by the same departure.</param>
    private static int Passed(int outcomes, Func<double, double> forecast, int each = 1) =>
        Enumerable
            .Range(0, Seeds)
            .Count(seed =>
            {
                var random = new Random(seed);
                var forecasts = new List<HeldOutForecast>(outcomes);
                for (var account = 0; forecasts.Count < outcomes; account++)
                {
                    var z = Center + Rows.Normal(random);
                    var churned = random.NextDouble() < Logit.Probability(z);
                    forecasts.AddRange(
                        Enumerable.Repeat(new HeldOutForecast($"a{account}", forecast(z), churned), each)
                    );
                }

                return CalibrationCheck.Of(forecasts).IsCalibrated;
            });
}
