using CsMl.Local.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

/// <summary>A terminal shows what is wrong with many rows once.</summary>
public sealed class ImportSummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_thousand_lines_that_say_the_same_are_one()
    {
        var rows = string.Concat(Enumerable.Range(0, 900).Select(i => $"{i},A,n/a\n"));

        var run = await ImportAsync("Account ID,Account Name,Health Score\n" + rows);

        Assert.Equal(
            "lines 2, 3, 4 and 897 more, warning: healthScore: 'n/a' is not a number; write one from 0 to 100",
            Assert.Single(Lines(run.Error))
        );
        Assert.Contains("900 of 900 accounts imported", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_differ_in_the_value_they_quote_are_one_with_an_example()
    {
        var rows = string.Concat(Enumerable.Range(0, 1_200).Select(i => $"x{i},2026-03-01\n"));

        var run = await ImportAsync("Account ID,Activity Date\n" + rows, "--kind", "activities");

        Assert.Equal(
            [
                "lines 2, 3, 4 and 997 more: such as: accountId: 'x0' is no account here; import the accounts first",
                "and 200 more errors",
            ],
            Lines(run.Error)
        );
    }

    [Fact]
    public async Task A_few_are_written_one_by_one()
    {
        var run = await ImportAsync("Account ID,Account Name,Health Score\n1,A,x\n2,B,y\n,C,\n");

        Assert.Equal(
            ["line 4: accountId: is missing; add it", "line 2, warning: healthScore:", "line 3, warning: healthScore:"],
            Lines(run.Error).Select(line => line.Split(" '")[0])
        );
    }

    private async Task<CommandRun> ImportAsync(string csv, params string[] more)
    {
        using var file = new TemporaryFile(csv);
        return await CommandRun.OfAsync(
            ImportCommand.Create(new FakeTimeProvider(Some.Now)),
            [file.Path, "--data", _folder.File("."), .. more]
        );
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Importing", StringComparison.Ordinal));
}
