using System.Globalization;
using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>Shows the number of accounts done, the speed and the remaining time on a terminal.</summary>
internal static class AccountProgress
{
    public static Task<T> ShowAsync<T>(
        string what,
        TimeProvider clock,
        TextWriter errors,
        Func<IProgress<(int Done, int Total)>?, Task<T>> run
    )
    {
        if (errors is not TerminalWriter { IsTerminal: true } terminal)
        {
            return run(null);
        }

        return terminal
            .CreateConsole()
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask(what);
                task.IsIndeterminate = true;
                var start = clock.GetTimestamp();
                var result = await run(new Report(Advance));
                task.IsIndeterminate = false;
                task.Value = task.MaxValue;
                return result;

                void Advance((int Done, int Total) progress)
                {
                    var rate = progress.Done / Math.Max(0.001, clock.GetElapsedTime(start).TotalSeconds);
                    task.IsIndeterminate = progress.Total == 0;
                    task.MaxValue = Math.Max(1, progress.Total);
                    task.Value = progress.Done;
                    task.Description = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{what} {progress.Done:#,0} ({rate:#,0}/s)"
                    );
                }
            });
    }

    /// <summary>Reports synchronously and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Report(Action<(int Done, int Total)> report) : IProgress<(int Done, int Total)>
    {
        void IProgress<(int Done, int Total)>.Report((int Done, int Total) value) => report(value);
    }
}
