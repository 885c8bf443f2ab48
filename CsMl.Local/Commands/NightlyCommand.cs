using System.CommandLine;
using System.Diagnostics;
using Azure;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>nightly</c>: the nightly run, now.</summary>
internal static class NightlyCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var command = new Command("nightly", "Score the whole portfolio and make CTAs, as the timer does each night.")
        {
            data,
        };
        command.SetAction(
            (parsed, cancellation) => RunAsync(parsed.GetValue(data)!, parsed.InvocationConfiguration, cancellation)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string data,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            using var store = LocalApp.OpenStore(data);
            await using var services = LocalApp.Services(store);
            var clock = Stopwatch.StartNew();
            var runs = await AccountProgress.ShowAsync(
                "Scoring",
                null,
                console.Error,
                progress => services.GetRequiredService<ScorePortfolio>().RunNightAsync(progress, cancellation)
            );
            foreach (var run in runs)
            {
                await console.Output.WriteLineAsync(Summary(run));
            }

            await console.Output.WriteLineAsync(
                runs.Count == 0
                    ? "There are no accounts yet; import some first."
                    : $"Done in {clock.Elapsed.TotalSeconds:0.0} s."
            );
            return runs.All(r => r.State == RunState.Completed) ? ExitCode.Done : ExitCode.SomeLinesBad;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
            when (e
                    is StorageUnavailableException
                        or RequestFailedException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return await FileTrouble.TellAsync(e, console.Error);
        }
    }

    private static string Summary(Run run) =>
        $"{run.RunId}: {run.Counts.Scored:#,0} of {run.Counts.Accounts:#,0} accounts scored, "
        + $"{run.Counts.Failed:#,0} failed, {run.Counts.CtasCreated:#,0} CTAs made";
}
