using System.CommandLine;
using System.Globalization;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
            using var store = LocalApp.OpenStore(data);
            var model = await LlmUrlOption.SettingsAsync(llmUrl, llmKey, cancellation);
            await using var services = LocalApp.Services(store, clock: clock, over: model);
            InvalidSettingException.Check(services);
            var start = clock.GetTimestamp();
            var over = (await TonightAsync(services, clock.GetUtcNow(), cancellation)).Count(run => run.IsOver);
            await services.GetRequiredService<StartRun>().NightAsync(cancellation);
            await LocalApp.WorkOffAsync(services, clock, console.Error, cancellation);

            var runs = await TonightAsync(services, clock.GetUtcNow(), cancellation);
            foreach (var run in runs)
            {
                await console.Output.WriteLineAsync(Summary(run));
            }

            await console.Output.WriteLineAsync(
                runs.Count == 0 ? "There are no accounts yet; import some first."
                : over == runs.Count ? OverAlready(runs)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Done in {clock.GetElapsedTime(start).TotalSeconds:0.0} s."
                )
            );
            return runs.All(r => r.State == RunState.Completed) ? ExitCode.Done : ExitCode.SomeLinesBad;
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

    private static async Task<IReadOnlyList<RunRecord>> TonightAsync(
        IServiceProvider services,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var runs = new List<RunRecord>();
        foreach (var tenant in await services.GetRequiredService<IAccountSource>().ListTenantsAsync(cancellation))
        {
            foreach (var type in services.GetRequiredService<IOptions<NightlyOptions>>().Value.ToScore())
            {
                var id = RunRecord.Nightly(now, type).RunId;
                if (await services.GetRequiredService<RunStore>().FindAsync(tenant, id, cancellation) is { } stored)
                {
                    runs.Add(stored.Run);
                }
            }
        }

        return runs;
    }

    private static string OverAlready(IReadOnlyList<RunRecord> runs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"This night's run was over already at {runs.Max(run => run.CompletedAt):HH:mm} UTC, and a night has one run: nothing was done."
        );

    private static string Summary(RunRecord run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{run.RunId}: {run.Counts.Scored:#,0} of {run.Counts.Accounts:#,0} accounts scored, {run.Counts.Failed:#,0} failed, {run.Counts.CtasCreated:#,0} CTAs made"
        ) + (run.Failures is [{ AccountId: RunFailure.WholeRun, Reason: var why }, ..] ? $". {why}" : "");
}
