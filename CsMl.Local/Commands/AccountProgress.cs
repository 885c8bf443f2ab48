using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>Shows how many accounts are done, where somebody watches a terminal.</summary>
internal static class AccountProgress
{
    /// <param name="total">Accounts in all; null: nobody knows.</param>
    public static Task<T> ShowAsync<T>(string what, int? total, TextWriter errors, Func<IProgress<int>?, Task<T>> run)
    {
        if (Console.IsErrorRedirected || errors != Console.Error)
        {
            return run(null);
        }

        return AnsiConsole
            .Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) })
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask(what, maxValue: Math.Max(1, total ?? 1));
                task.IsIndeterminate = total is null;
                var result = await run(new Report(done => task.Value = total is null ? 0 : done));
                task.Value = task.MaxValue;
                return result;
            });
    }

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Report(Action<int> report) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => report(value);
    }
}
