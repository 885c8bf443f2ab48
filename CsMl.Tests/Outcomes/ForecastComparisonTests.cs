using CsMl.Core.Outcomes;

namespace CsMl.Tests.Outcomes;

public sealed class ForecastComparisonTests
{
    [Fact]
    public void Its_figures_are_those_of_each_forecaster_over_the_same_outcomes()
    {
        var rivals = Make(new Random(1), accounts: 100, months: 3, challenger: 0.4, champion: 0.8);

        var found = ForecastComparison.Of("the rules", "the model", rivals);

        Assert.Equal((300, 100, rivals.Count(r => r.Happened)), (found.Validated, found.Accounts, found.Happened));
        Close(rivals.Average(r => Loss(r.Challenger, r.Happened)), found.ChallengerScores.LogLoss);
        Close(rivals.Average(r => Loss(r.Champion, r.Happened)), found.ChampionScores.LogLoss);
        Close(rivals.Average(r => Math.Pow(r.Champion - (r.Happened ? 1 : 0), 2)), found.ChampionScores.Brier);
        var rate = (double)found.Happened / 300;
        Close(-rate * Math.Log(rate) - (1 - rate) * Math.Log(1 - rate), found.BaseRateScores.LogLoss);
        Close(rate * (1 - rate), found.BaseRateScores.Brier);
        Assert.Equal((0.5, 0), (found.BaseRateScores.Auc, found.BaseRateScores.Ece));

        // The spread of the accounts' sums, by another way than the code's: as a jackknife that leaves one account out.
        var gains = rivals.Select(r =>
            (r.AccountId, Gain: Loss(r.Champion, r.Happened) - Loss(r.Challenger, r.Happened))
        );
        var without = gains
            .GroupBy(g => g.AccountId)
            .Select(account => gains.Where(g => g.AccountId != account.Key).Average(g => g.Gain))
            .ToList();
        var error = Math.Sqrt(99 / 100.0 * without.Sum(w => Math.Pow(w - without.Average(), 2)));
        var mean = gains.Average(g => g.Gain);
        Close(mean, found.LogLossGain.Value);
        Close(mean - 1.96 * error, found.LogLossGain.Low, 0.0002);
        Close(mean + 1.96 * error, found.LogLossGain.High, 0.0002);
    }

    [Fact]
    public void Forecasters_of_equal_merit_are_told_apart_in_one_of_twenty_portfolios_and_no_more()
    {
        var told = Enumerable
            .Range(0, 400)
            .Count(seed =>
                !ForecastComparison
                    .Of("a", "b", Make(new Random(seed), accounts: 60, months: 3, challenger: 0.5, champion: 0.5))
                    .Verdict.Contains("cannot be told apart", StringComparison.Ordinal)
            );

        Assert.InRange(told, 1, 400 * 0.09);
    }

    [Fact]
    public void A_forecaster_who_knows_more_is_found_better_and_who_knows_less_worse()
    {
        var better = ForecastComparison.Of("the rules", "the model", Make(new Random(2), 300, 3, 0.1, 1.5));
        var worse = ForecastComparison.Of("the rules", "the model", Make(new Random(2), 300, 3, 1.5, 0.1));

        Assert.StartsWith(
            "On 900 outcomes the model did better than the rules (log loss 0.",
            better.Verdict,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "On 900 outcomes the model did worse than the rules (log loss 0.",
            worse.Verdict,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Few_outcomes_or_accounts_tell_nothing()
    {
        Assert.Equal(
            "Not enough outcomes yet (12 of 30).",
            ForecastComparison.Of("a", "b", Make(new Random(1), 12, 1, 1, 1)).Verdict
        );
        var few = ForecastComparison.Of("a", "b", Make(new Random(1), 9, 12, 1, 1));
        Assert.Equal("Not enough accounts with an outcome yet (9 of 10).", few.Verdict);
        Assert.Equal(new ForecastScores(null, null, null, null), few.ChampionScores);
        Assert.Null(ForecastComparison.Of("a", "b", []).LogLossGain.Value);
    }

    /// <summary>Outcomes of which each forecaster knows the log-odds with so much noise; an account keeps its own.</summary>
    private static List<RivalForecast> Make(Random random, int accounts, int months, double challenger, double champion)
    {
        var rivals = new List<RivalForecast>();
        for (var i = 0; i < accounts; i++)
        {
            var logOdds = -1 + 1.5 * Normal(random);
            var (a, b) = (logOdds + challenger * Normal(random), logOdds + champion * Normal(random));
            var happened = random.NextDouble() < P(logOdds);
            rivals.AddRange(Enumerable.Range(0, months).Select(_ => new RivalForecast($"a{i}", P(a), P(b), happened)));
        }

        return rivals;
    }

    private static double P(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Loss(double p, bool happened) => -Math.Log(happened ? p : 1 - p);

    private static void Close(double expected, double? actual, double within = 0.00006) =>
        Assert.InRange(actual!.Value, expected - within, expected + within);
}
