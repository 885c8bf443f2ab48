using CsMl.Core.Learning;

namespace CsMl.Tests.Learning;

public sealed class RollbackCheckTests
{
    [Fact]
    public void A_model_that_is_far_too_high_is_found_out()
    {
        var check = RollbackCheck.Of(Forecasts(accounts: 600, learned: 0.3, rules: 0.05, truth: 0.05, seed: 1));

        Assert.True(check.IsWorse);
        Assert.True(0 < check.LowerBound && check.LowerBound < check.MeanExtraLoss);
    }

    [Fact]
    public void A_better_model_stays()
    {
        var check = RollbackCheck.Of(Forecasts(accounts: 600, learned: 0.05, rules: 0.3, truth: 0.05, seed: 1));

        Assert.False(check.IsWorse);
        Assert.True(check.MeanExtraLoss < 0);
    }

    [Fact]
    public void Before_the_first_departure_a_higher_probability_is_no_proof()
    {
        // Every single outcome is a little worse for the model, and what is observed has no spread at all.
        var check = RollbackCheck.Of(Forecasts(accounts: 30, learned: 0.10, rules: 0.04, truth: 0, seed: 1));

        Assert.True(check.MeanExtraLoss > 0);
        Assert.False(check.IsWorse);
    }

    [Fact]
    public void Three_outcomes_of_one_account_tell_less_than_those_of_three()
    {
        var once = Forecasts(accounts: 150, learned: 0.2, rules: 0.05, truth: 0.3, seed: 3);

        var same = RollbackCheck.Of([.. once, .. once, .. once]);
        var others = RollbackCheck.Of([.. once, .. Renamed(once, "b"), .. Renamed(once, "c")]);

        Assert.Equal(others.MeanExtraLoss, same.MeanExtraLoss, 1e-12);
        Assert.True(same.LowerBound < others.LowerBound);
    }

    [Fact]
    public void Nine_accounts_are_too_few_to_tell()
    {
        Assert.Null(RollbackCheck.Of(Forecasts(accounts: 9, learned: 0.9, rules: 0.01, truth: 0, seed: 1)).LowerBound);
        Assert.NotNull(
            RollbackCheck.Of(Forecasts(accounts: 10, learned: 0.9, rules: 0.01, truth: 0, seed: 1)).LowerBound
        );
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1e-9, true)]
    [InlineData(null, false)]
    public void A_bound_of_nought_is_not_beyond_chance(double? bound, bool isWorse) =>
        Assert.Equal(isWorse, new RollbackCheck(99, 9, 0.1, bound).IsWorse);

    /// <summary>Twelve accounts with two outcomes each, of which half, one or none left.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(1)]
    [InlineData(0)]
    public void The_bound_is_that_of_the_larger_error(int left)
    {
        var forecasts = Enumerable
            .Range(0, 24)
            .Select(i => new PairedForecast($"a{i / 2}", LogOdds(0.3), LogOdds(0.1), i / 2 < left))
            .ToList();

        var check = RollbackCheck.Of(forecasts);

        double Extra(bool churned) => churned ? Math.Log(0.1 / 0.3) : Math.Log(0.9 / 0.7);
        var mean = (left * Extra(true) + (12 - left) * Extra(false)) / 12;
        var spread =
            left * Math.Pow(2 * (Extra(true) - mean), 2) + (12 - left) * Math.Pow(2 * (Extra(false) - mean), 2);
        var expected = 3 * 24 * 0.2 * 0.8 * Math.Pow(LogOdds(0.3) - LogOdds(0.1), 2);
        Assert.Equal(mean, check.MeanExtraLoss, 1e-12);
        Assert.Equal(
            mean - 2.3263478740408408 * Math.Sqrt(Math.Max(spread * 12 / 11, expected)) / 24,
            check.LowerBound!.Value,
            1e-12
        );
    }

    [Fact]
    public void Many_outcomes_of_few_accounts_have_the_error_that_is_observed()
    {
        var forecasts = Enumerable
            .Range(0, 1_200)
            .Select(i => new PairedForecast($"a{i / 100}", LogOdds(0.3), LogOdds(0.1), i / 100 < 6))
            .ToList();

        var (left, stayed) = (Math.Log(0.1 / 0.3), Math.Log(0.9 / 0.7));
        var off = 100 * (stayed - left) / 2;
        Assert.Equal(
            (left + stayed) / 2 - 2.3263478740408408 * Math.Sqrt(12 * off * off * 12 / 11) / 1_200,
            RollbackCheck.Of(forecasts).LowerBound!.Value,
            1e-12
        );
    }

    [Fact]
    public void Without_outcomes_nothing_goes_back()
    {
        var check = RollbackCheck.Of([]);

        Assert.Equal(new RollbackCheck(0, 0, 0, null), check);
        Assert.False(check.IsWorse);
    }

    /// <summary>
    /// Each of 100 tenants is checked every quarter for ten years, with 30 outcomes more for each month. The
    /// true probability is where both forecasts are as good as each other: the hardest case of all that must not fire.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Chance_alone_seldom_sends_a_model_back_in_ten_years_of_checks() =>
        Assert.InRange(SentBack(learned: 0.10, rules: 0.04, truth: Between(0.10, 0.04)), 0, 5);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(0.10, 0.04, 0.10)]
    [InlineData(0.04, 0.10, 0.04)]
    [InlineData(0.05, 0.25, 0.03)]
    public void A_model_that_is_right_or_nearer_than_the_rules_hardly_ever_goes_back(
        double learned,
        double rules,
        double truth
    ) => Assert.InRange(SentBack(learned, rules, truth), 0, 1);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(0.10, 0.03, 0.03)]
    [InlineData(0.03, 0.10, 0.12)]
    public void A_model_that_is_worse_goes_back_within_ten_years(double learned, double rules, double truth) =>
        Assert.InRange(SentBack(learned, rules, truth), 97, 100);

    /// <summary>How many of 100 tenants go back to the rules.</summary>
    private static int SentBack(double learned, double rules, double truth)
    {
        var sentBack = 0;
        for (var tenant = 0; tenant < 100; tenant++)
        {
            var all = new List<PairedForecast>();
            for (var month = 0; month < 120; month++)
            {
                all.AddRange(
                    Renamed(Forecasts(accounts: 30, learned, rules, truth, seed: 1_000 * tenant + month), $"{month}-")
                );
                if (month % 3 == 2 && RollbackCheck.Of(all).IsWorse)
                {
                    sentBack++;
                    break;
                }
            }
        }

        return sentBack;
    }

    private static IEnumerable<PairedForecast> Renamed(List<PairedForecast> forecasts, string prefix) =>
        forecasts.Select(f => f with { AccountId = prefix + f.AccountId });

    /// <summary>The probability at which two forecasts have the same log loss in the mean.</summary>
    private static double Between(double one, double other)
    {
        var (stayed, left) = (Math.Log((1 - other) / (1 - one)), Math.Log(one / other));
        return stayed / (stayed + left);
    }

    /// <summary>One outcome of each account.</summary>
    private static List<PairedForecast> Forecasts(int accounts, double learned, double rules, double truth, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, accounts)
                .Select(i => new PairedForecast(
                    $"a{i}",
                    LogOdds(learned),
                    LogOdds(rules),
                    random.NextDouble() < truth
                )),
        ];
    }

    private static double LogOdds(double p) => Math.Log(p / (1 - p));
}
