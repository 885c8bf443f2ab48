using CsMl.Local.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

public sealed class ScoreCommandTests
{
    private const string Good = """{"accountId":"1","name":"A"}""";

    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_good_file_ends_with_0_and_says_nothing()
    {
        using var input = new TemporaryFile(Good);
        using var output = new TemporaryFile();

        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), input.Path, "-o", output.Path);

        Assert.Equal(new CommandRun(0, "", ""), run);
        Assert.Contains(
            "\"predictedAt\":\"2026-03-01T00:00:00Z\"",
            Assert.Single(output.Lines),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bad_line_goes_to_stderr_and_the_run_ends_with_1()
    {
        using var input = new TemporaryFile($"{Good}\n[]\n{Good}\n");
        using var output = new TemporaryFile();

        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), input.Path, "-o", output.Path);

        Assert.Equal(ExitCode.Incomplete, run.ExitCode);
        Assert.StartsWith("line 2: An account is a JSON object", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, output.Lines.Length);
    }

    [Fact]
    public async Task A_missing_file_is_named_and_ends_with_2()
    {
        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), "no-such.jsonl");

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.Contains("no-such.jsonl", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_is_never_overwritten_by_its_own_output()
    {
        using var input = new TemporaryFile(Good);

        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), input.Path, "-o", input.Path);

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.Equal([Good], input.Lines);
    }

    [Theory]
    [InlineData("churn", 90, "\"churnProbability\"")]
    [InlineData("EXPANSION", 30, "\"expansionProbability\"")]
    [InlineData("health_trend", 365, "\"scoreTrajectory\"")]
    [InlineData("ENGAGEMENT_DECLINE", 180, "\"declineProbability\"")]
    public async Task Every_type_and_window_can_be_asked_for(string type, int window, string field)
    {
        using var input = new TemporaryFile(Good);
        using var output = new TemporaryFile();

        await CommandRun.OfAsync(
            ScoreCommand.Create(Clock),
            [input.Path, "-o", output.Path, "--type", type, "--window", $"{window}"]
        );

        Assert.Contains(field, output.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"\"predictionWindowDays\":{window},", output.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--window", "29")]
    [InlineData("--window", "366")]
    [InlineData("--window", "soon")]
    [InlineData("--type", "DOOM")]
    public async Task What_cannot_be_asked_for_is_refused(string option, string value)
    {
        using var input = new TemporaryFile(Good);

        var run = await CommandRun.OfAsync(ScoreCommand.Create(Clock), input.Path, option, value);

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }
}
