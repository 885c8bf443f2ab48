using System.Text.Json;
using CsMl.Local.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

public sealed class BacktestCommandTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task On_real_accounts_the_rules_rank_well_and_mean_what_they_say()
    {
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path, "--json");
        var backtest = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3375, backtest.GetProperty("accounts").GetInt32());
        Assert.Equal(973, backtest.GetProperty("churned").GetInt32());
        Assert.InRange(Figure("rules", "auc"), 0.70, 1);
        Assert.InRange(Figure("rules", "ece"), 0, 0.12);
        Assert.True(Figure("rules", "brier") < Figure("baseRate", "brier"));
        Assert.True(Figure("rules", "auc") > Figure("daysSinceLast", "auc") + 0.05);
        Assert.Equal(0.5, Figure("baseRate", "auc"), 9);
        Assert.Equal(1, Figure("baseRate", "topDecileLift"), 9);

        double Figure(string of, string name) => backtest.GetProperty(of).GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task The_riskier_the_category_the_more_of_it_left()
    {
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path, "--json");

        var rates = JsonDocument
            .Parse(run.Output)
            .RootElement.GetProperty("categories")
            .EnumerateArray()
            .Select(c => c.GetProperty("rate").GetDouble())
            .ToList();
        Assert.Equal(4, rates.Count);
        Assert.Equal(rates.OrderDescending(), rates);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"accountId":"1","name":"A"}""")]
    public async Task Without_a_labelled_account_there_is_nothing_to_compare_with(string lines)
    {
        using var file = new TemporaryFile(lines);

        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), file.Path);

        Assert.Equal((ExitCode.BadArgument, ""), (run.ExitCode, run.Output));
        Assert.Contains("has no account with churnedWithin90Days", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_without_a_label_are_counted_and_left_out()
    {
        using var file = new TemporaryFile(
            """
            {"accountId":"1","name":"A","churnedWithin90Days":true}
            {"accountId":"2","name":"B"}
            {"accountId":"3","name":"C","churnedWithin90Days":0}
            {"accountId":"4","name":"D","churnedWithin90Days":null}
            """
        );

        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), file.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "2 accounts, 1 churned within 90 days; 2 without a label left out\n",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_label_moves_no_prediction()
    {
        var text = await File.ReadAllTextAsync(RealAccounts.Path);
        var turned = text.Replace(
                "\"churnedWithin90Days\":true",
                "\"churnedWithin90Days\":maybe",
                StringComparison.Ordinal
            )
            .Replace("\"churnedWithin90Days\":false", "\"churnedWithin90Days\":true", StringComparison.Ordinal)
            .Replace("\"churnedWithin90Days\":maybe", "\"churnedWithin90Days\":false", StringComparison.Ordinal);
        Assert.NotEqual(text, turned);
        using var file = new TemporaryFile(turned);

        var asIs = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path, "--json");
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), file.Path, "--json");

        // With every label turned round the same scores rank exactly the other way.
        Assert.Equal(1, Auc(asIs) + Auc(run), 9);

        static double Auc(CommandRun run) =>
            JsonDocument.Parse(run.Output).RootElement.GetProperty("rules").GetProperty("auc").GetDouble();
    }

    /// <summary>Trained on the first of three dates, tested on the later two.</summary>
    [Fact]
    public async Task What_the_first_date_teaches_ranks_the_later_ones_better()
    {
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path, "--learn", "--json");
        var learning = JsonDocument.Parse(run.Output).RootElement.GetProperty("learning");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("2011-04-12T00:00:00+00:00", learning.GetProperty("learnedUpTo").GetString());
        Assert.Equal((2458, 732), (Count(learning, "tested"), Count(learning, "testedChurned")));
        var version = learning.GetProperty("version");
        Assert.Equal((917, 241), (Count(version, "outcomes"), Count(version, "churned")));
        Assert.Equal("weights", version.GetProperty("scope").GetString());
        Assert.InRange(Figure("learned", "auc"), 0.715, 1);
        Assert.InRange(Figure("learned", "ece"), 0, 0.055);
        Assert.True(Figure("learned", "auc") > Figure("rules", "auc") + 0.005);
        Assert.True(Figure("learned", "logLoss") < Figure("rules", "logLoss") - 0.005);
        Assert.Equal(Figure("rules", "auc"), Figure("expectedRate", "auc"), 9);

        static int Count(JsonElement of, string name) => of.GetProperty(name).GetInt32();
        double Figure(string of, string name) => learning.GetProperty(of).GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task Rules_expected_rate_and_learned_stand_side_by_side()
    {
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path, "--learn");

        Assert.Contains(
            "2458 accounts after 2011-04-12, 732 churned; learned from 917 up to then, 241 churned: the weights\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Matches("\n +rules +expected rate +learned\n", run.Output);
        Assert.Matches("\nlog loss( +0\\.[0-9]{3}){3}\n", run.Output);
        Assert.Matches("\nSilenceAgainstRhythm +[0-9.]{5}\n", run.Output);
    }

    [Fact]
    public async Task To_learn_takes_accounts_of_two_dates()
    {
        using var file = new TemporaryFile("""{"accountId":"1","name":"A","churnedWithin90Days":true}""");

        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), file.Path, "--learn");

        Assert.Equal((ExitCode.BadArgument, ""), (run.ExitCode, run.Output));
        Assert.Contains("--learn needs lines with at least two dates in asOf", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_accounts_teach_nothing()
    {
        using var file = new TemporaryFile(
            """
            {"accountId":"1","name":"A","asOf":"2026-01-01","churnedWithin90Days":true}
            {"accountId":"1","name":"A","asOf":"2026-02-01","churnedWithin90Days":true}
            """
        );

        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), file.Path, "--learn");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 churned: nothing, as they are too few\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Learned weights", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_aligned_for_a_pipe()
    {
        var run = await CommandRun.OfAsync(BacktestCommand.Create(Clock), RealAccounts.Path);

        var figures = run.Output.Split('\n').Skip(1).TakeWhile(line => line.Length > 0).ToList();
        Assert.Equal(5, figures.Count);
        Assert.Single(figures.Select(line => line.Length).Distinct());
        Assert.DoesNotContain('\u001b', run.Output);
    }
}
