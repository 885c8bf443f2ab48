using System.CommandLine;
using System.Globalization;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>nightly</c>: starts the nightly run now.</summary>
internal static class NightlyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var data = DataOption.Create();
        var llmUrl = LlmUrlOption.Create();
        var llmKey = LlmUrlOption.CreateKey(llmUrl);
        var command = new Command("nightly", "Score the whole portfolio and make CTAs, as the timer does each night.")
        {
            data,
            llmUrl,
            llmKey,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(data)!,
                    parsed.GetValue(llmUrl)!,
                    parsed.GetValue(llmKey)!,
                    clock,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string data,
        string llmUrl,
        string llmKey,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            using var local = LocalApp.OpenStore(data);
            var model = await LlmUrlOption.SettingsAsync(llmUrl, llmKey, cancellation);
            await using var services = LocalApp.Services(local, clock: clock, over: model);
            InvalidSettingException.Check(services);
            var start = clock.GetTimestamp();
            var opened = await services.GetRequiredService<StartRun>().NightAsync(cancellation, again: true);
            await LocalApp.WorkOffAsync(services, clock, console.Error, cancellation);

            var store = services.GetRequiredService<RunStore>();
            var isComplete = true;
            foreach (var (tenant, runId) in opened)
            {
                var run = (await store.FindAsync(tenant, runId, cancellation))!.Run;
                await console.Output.WriteLineAsync(Summary(run));
                isComplete &= run.State == RunState.Completed;
            }

            await console.Output.WriteLineAsync(
                opened.Count == 0
                    ? "There are no accounts yet; import some first."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"Done in {clock.GetElapsedTime(start).TotalSeconds:0.0} s."
                    )
            );
            return isComplete ? ExitCode.Done : ExitCode.SomeLinesBad;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (FileErrors.AreTold(e))
        {
            return await FileErrors.TellAsync(e, console.Error);
        }
    }

    private static string Summary(RunRecord run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{run.RunId}: {run.Counts.Scored:#,0} of {run.Counts.Accounts:#,0} accounts scored, {run.Counts.Failed:#,0} failed, {run.Counts.CtasCreated:#,0} CTAs made"
        )
        + (
            run.Counts.Cached > 0
                ? string.Create(CultureInfo.InvariantCulture, $"; {run.Counts.Cached:#,0} unchanged")
                : ""
        )
        + (run.Failures is [{ AccountId: RunFailure.WholeRun, Reason: var why }, ..] ? $". {why}" : "");
}
