using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>Shows progress on a terminal. In a pipe or a file only errors are written.</summary>
internal static class ScoreProgress
{
    public static Task<ScoreTally> ShowAsync(
        Stream input,
        TextWriter errors,
        Func<Action<string>, Action<ScoreTally>?, Task<ScoreTally>> run
    )
    {
        if (errors is not TerminalWriter { IsTerminal: true } terminal)
        {
            return run(errors.WriteLine, null);
        }

        var console = terminal.CreateConsole();
        return console
            .Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("0 accounts");
                task.IsIndeterminate = !input.CanSeek;
                task.MaxValue = input.CanSeek ? Math.Max(1, input.Length) : 1;
                var tally = await run(line => console.MarkupLine(TerminalWriter.Cell(line)), Advance);
                task.Value = task.MaxValue;
                return tally;

                void Advance(ScoreTally soFar)
                {
                    task.Value = input.CanSeek ? soFar.Bytes : 0;
                    task.Description = $"{soFar.Scored:#,0} accounts";
                }
            });
    }
}
