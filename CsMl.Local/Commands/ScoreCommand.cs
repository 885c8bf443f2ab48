using System.CommandLine;

namespace CsMl.Local.Commands;

/// <summary><c>score</c>: makes predictions for a file of accounts, without a store or a server.</summary>
internal static class ScoreCommand
{
    public static Command Create(TimeProvider clock)
    {
        var input = new Argument<string>("IN.jsonl") { Description = "Accounts, one JSON object a line; - for stdin" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the predictions go, one a line; - for stdout",
            HelpName = "OUT.jsonl",
            DefaultValueFactory = _ => StandardStreams.Console,
        };
        var type = PredictionChoices.Type();
        var window = PredictionChoices.Window();
        var command = new Command("score", "Score a file of accounts by the rules.") { input, output, type, window };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetRequiredValue(input),
                    parsed.GetRequiredValue(output),
                    new ScoreTerms(parsed.GetValue(type), parsed.GetValue(window), clock.GetUtcNow()),
                    parsed.InvocationConfiguration.Error,
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string from,
        string to,
        ScoreTerms terms,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        try
        {
            if (from != StandardStreams.Console && Path.GetFullPath(from) == Path.GetFullPath(to))
            {
                throw new BadArgumentException($"{from} is both input and output; name another output.");
            }

            await using var input = StandardStreams.OpenInput(from);
            await using var output = StandardStreams.OpenOutput(to);
            var tally = await ScoreProgress.ShowAsync(
                input,
                errors,
                (told, progress) => ScoreLines.RunAsync(input, output, terms, told, progress, cancel)
            );
            return tally.Bad == 0 ? ExitCode.Done
                : tally.Scored == 0 ? ExitCode.BadArgument
                : ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadArgumentException)
        {
            return await FileErrors.TellAsync(e, errors);
        }
    }
}
