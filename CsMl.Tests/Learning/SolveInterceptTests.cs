using CsMl.Core.Learning;

namespace CsMl.Tests.Learning;

public sealed class SolveInterceptTests
{
    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.048)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void The_mean_probability_is_the_rate(double rate)
    {
        var random = new Random(1);
        double[] logOdds = [.. Enumerable.Range(0, 500).Select(_ => 2 * Rows.Normal(random))];

        var intercept = SolveIntercept.ForMean(logOdds, rate);

        Assert.Equal(rate, logOdds.Average(z => 1 / (1 + Math.Exp(-z - intercept))), 1e-12);
    }

    [Fact]
    public void One_account_gets_the_rate_itself() =>
        Assert.Equal(Math.Log(0.1 / 0.9) - 2, SolveIntercept.ForMean([2], 0.1), 1e-12);

    [Fact]
    public void Accounts_that_are_all_but_certain_are_no_trouble()
    {
        double[] logOdds = [-800, -800, 800, 0];

        var intercept = SolveIntercept.ForMean(logOdds, 0.4);

        // The certain one is a quarter of all, so the ordinary one makes up the other 15 of 100.
        Assert.Equal(Math.Log(0.6 / 0.4), intercept, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_rate_out_of_range_is_refused(double rate) =>
        Assert.Throws<ArgumentException>(() => SolveIntercept.ForMean([0], rate));

    [Fact]
    public void Without_accounts_there_is_no_mean() =>
        Assert.Throws<ArgumentException>(() => SolveIntercept.ForMean([], 0.1));
}
