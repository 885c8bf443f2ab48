using System.CommandLine;
using System.Text.Json;

namespace CsMl.Local.Commands;

/// <summary><c>backtest</c>: compares the rules' predictions with the outcomes in a labelled file.</summary>
internal static class BacktestCommand
{
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Accounts as of some past day, with churnedWithin90Days: true or false; - for stdin",
        };
        var asJson = new Option<bool>("--json") { Description = "Print one JSON object" };
        var learns = new Option<bool>("--learn")
        {
            Description = "Learn from the earlier half of the dates (asOf), and test on the later ones",
        };
        var command = new Command("backtest", "Measure the rules against what really happened.")
        {
            file,
            learns,
            asJson,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    new Choices(parsed.GetRequiredValue(file), parsed.GetValue(learns), parsed.GetValue(asJson)),
                    clock.GetUtcNow(),
                    parsed.InvocationConfiguration,
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Choices choices,
        DateTimeOffset now,
        InvocationConfiguration streams,
        CancellationToken cancel
    )
    {
        try
        {
            await using var input = StandardStreams.OpenInput(choices.File);
            var backtest = await BacktestLines.RunAsync(input, choices.Learns, now, streams.Error.WriteLine, cancel);
            if (backtest.Accounts == 0)
            {
                throw new BadArgumentException(
                    $"'{choices.File}' has no account with churnedWithin90Days: true or false, so there is nothing to compare with; add it to each line."
                );
            }

            if (choices.Learns && backtest.Learning is null)
            {
                throw new BadArgumentException(
                    $"All accounts of '{choices.File}' are as of one instant, so there are no later ones to test on; --learn needs lines with at least two dates in asOf."
                );
            }

            await Print(backtest, choices.AsJson, streams.Output);
            return backtest.BadLines == 0 ? ExitCode.Done : ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadArgumentException)
        {
            return await FileErrors.TellAsync(e, streams.Error);
        }
    }

    private static Task Print(Backtest backtest, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            return output.WriteLineAsync(JsonSerializer.Serialize(backtest, BacktestJson.Default.Backtest));
        }

        if (output is TerminalWriter { IsTerminal: true } terminal)
        {
            foreach (var table in BacktestTables.Of(backtest))
            {
                terminal.CreateConsole().Write(table.OnTerminal());
            }

            return Task.CompletedTask;
        }

        return output.WriteAsync(string.Join('\n', BacktestTables.Of(backtest).Select(t => t.InText())));
    }

    private sealed record Choices(string File, bool Learns, bool AsJson);
}
