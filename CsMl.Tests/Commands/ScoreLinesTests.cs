using System.Text;
using System.Text.Json;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

public sealed class ScoreLinesTests
{
    private static readonly ScoreTerms Terms = new(
        PredictionType.Churn,
        90,
        new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)
    );

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Predictions_come_in_the_order_of_the_accounts_over_many_blocks()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Append("{\"accountId\":\"")
                .Append(i)
                .Append("\",\"name\":\"A")
                .Append('a', i * 31 % 97)
                .Append("\"}\n");
        }

        var (lines, _, tally) = await ScoreAsync(text.ToString());

        Assert.Equal(20_000, tally.Scored);
        Assert.Equal(
            Enumerable.Range(0, 20_000).Select(i => $"{i}"),
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("accountId").GetString())
        );
    }

    [Fact]
    public async Task A_bad_line_is_told_with_its_number_and_the_others_are_scored()
    {
        var (lines, told, tally) = await ScoreAsync(
            "\uFEFF{\"accountId\":\"1\",\"name\":\"A\"}\r\n"
                + "\r\n"
                + "   \n"
                + "{\"accountId\":\"2\",\"name\":\"B\",\"activities\":[{\"date\":\"2026-01-01\"},{\"date\":\"yesterday\"}]}\n"
                + "{\"accountId\":\"3\"\n"
                + "{\"accountId\":\"4\",\"name\":\"D\"}"
        );

        Assert.Equal(2, lines.Length);
        Assert.Equal(2, tally.Bad);
        Assert.Equal(
            "line 4: activities[1].date: 'yesterday' is not a date; write ISO 8601, such as 2026-03-01 or 2026-03-01T09:30:00Z, between 1900 and 2200",
            told[0]
        );
        Assert.StartsWith("line 5: The JSON is broken at byte ", told[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Bad_lines_of_many_blocks_are_told_in_order_with_their_right_numbers()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 30_000; i++)
        {
            text.Append(
                    i % 1000 == 0 ? "{}"
                    : i % 3 == 0 ? ""
                    : "{\"accountId\":\"1\",\"name\":\"A Name To Fill Blocks\"}"
                )
                .Append('\n');
        }

        var (_, told, _) = await ScoreAsync(text.ToString());

        Assert.Equal(
            Enumerable
                .Range(1, 30)
                .Select(i => $"line {i * 1000}: accountId: is missing; add it; name: is missing; add it"),
            told
        );
    }

    [Fact]
    public async Task An_account_is_scored_at_its_own_instant_else_now()
    {
        var (lines, _, _) = await ScoreAsync(
            """
            {"accountId":"1","name":"A","asOf":"2011-05-12"}
            {"accountId":"1","name":"A"}
            """
        );

        Assert.Contains("\"predictedAt\":\"2011-05-12T00:00:00Z\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"predictedAt\":\"2026-03-01T09:00:00Z\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Scoring_a_file_twice_gives_the_same_bytes_and_no_id_twice()
    {
        var text = await File.ReadAllTextAsync(RealAccounts.Path);

        var (first, _, _) = await ScoreAsync(text);
        var (second, _, _) = await ScoreAsync(text);

        Assert.Equal(first, second);
        Assert.Equal(
            first.Length,
            first
                .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("predictionId").GetGuid())
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public async Task A_reader_that_goes_away_stops_the_run()
    {
        using var input = new RepeatedStream(await File.ReadAllBytesAsync(RealAccounts.Path), int.MaxValue);
        await using var output = new ClosedPipe();

        await Assert.ThrowsAsync<IOException>(() =>
            ScoreLines.RunAsync(input, output, Terms, _ => { }, null, CancellationToken.None)
        );
    }

    [Fact]
    public async Task A_cancelled_run_ends()
    {
        using var input = new RepeatedStream(await File.ReadAllBytesAsync(RealAccounts.Path), int.MaxValue);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ScoreLines.RunAsync(input, Stream.Null, Terms, _ => { }, _ => stop.Cancel(), stop.Token)
        );
    }

    private static async Task<(string[] Lines, List<string> Told, ScoreTally Tally)> ScoreAsync(string text)
    {
        using var output = new MemoryStream();
        var told = new List<string>();
        var tally = await ScoreLines.RunAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)),
            output,
            Terms,
            told.Add,
            null,
            CancellationToken.None
        );
        return (
            Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            told,
            tally
        );
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => ValueTask.FromException(new IOException("Broken pipe"));
    }
}
