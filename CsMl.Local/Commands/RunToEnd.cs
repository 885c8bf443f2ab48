using System.CommandLine;
using System.Globalization;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary>Starts runs of the portfolio, works until they are over, and prints what each did.</summary>
/// <param name="Data">Folder of the embedded store.</param>
internal sealed record RunToEnd(string Data, string LlmUrl, string LlmKey, TimeProvider Clock)
{
    /// <param name="start">Starts the runs; no runs means that there are no accounts.</param>
    /// <param name="check">Refuses the command before a store is made; null if nothing is to be checked.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        Func<IServiceProvider, Task<IReadOnlyList<(string Tenant, string RunId)>>> start,
        InvocationConfiguration console,
        CancellationToken cancellation,
        Action? check = null
    )
    {
        try
        {
            check?.Invoke();
            using var store = DataOption.Open(Data);
            var model = await LlmUrlOption.SettingsAsync(LlmUrl, LlmKey, cancellation);
            await using var services = LocalApp.Services(store, clock: Clock, over: model);
            InvalidSettingException.Check(services);
            return await RunAsync(services, start, console, cancellation);
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

    private async Task<int> RunAsync(
        ServiceProvider services,
        Func<IServiceProvider, Task<IReadOnlyList<(string Tenant, string RunId)>>> start,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        var began = Clock.GetTimestamp();
        var opened = await start(services);
        await LocalApp.WorkOffAsync(services, Clock, console.Error, cancellation);
        var (isComplete, isDamaged) = (true, false);
        var scored = new List<string>();
        foreach (var (tenant, runId) in opened)
        {
            var run = (await services.GetRequiredService<RunStore>().FindAsync(tenant, runId, cancellation))!.Run;
            await console.Output.WriteLineAsync(Summary(run));
            isComplete &= run.State == RunState.Completed;
            isDamaged |= run.Failures.Any(failure => failure.Reason == RunFailure.DamagedRow);
            if (run.Kind != RunKind.Sync)
            {
                scored.Add(tenant);
            }
        }

        foreach (var tenant in scored.GroupBy(tenant => tenant))
        {
            await ExpectedChurnHint.WriteAsync(services, tenant.Key, tenant.Count(), console, cancellation);
        }

        await console.Output.WriteLineAsync(
            opened.Count == 0
                ? "There are no accounts yet; import some first."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Done in {Clock.GetElapsedTime(began).TotalSeconds:0.0} s."
                )
        );
        if (isDamaged || services.GetRequiredService<InlineQueue>().MetDamage)
        {
            await console.Error.WriteLineAsync(
                "A row of the store is damaged and cannot be read." + FileErrors.AskDoctor
            );
            return ExitCode.Damaged;
        }

        return isComplete ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static string Summary(RunRecord run) => run.Kind == RunKind.Sync ? SyncSummary(run) : ScoreSummary(run);

    private static string SyncSummary(RunRecord run) =>
        run.State == RunState.Completed ? $"{run.RunId}: the facts are those of {run.Facts?.Source}"
        : run.Facts is { } facts
            ? $"{run.RunId}: {facts.OutdatedAccounts} of the accounts of {facts.Source} could not be read. {run.Failures[0].AccountId}: {run.Failures[0].Reason}"
        : $"{run.RunId}: the CRM was not read to the end. {run.Failures[^1].Reason}";

    private static string ScoreSummary(RunRecord run)
    {
        var counts = run.Counts;
        var why = run.Failures is [{ AccountId: RunFailure.WholeRun, Reason: var reason }, ..] ? $". {reason}" : "";
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{run.RunId}: {counts.Scored:#,0} of {counts.Accounts:#,0} accounts scored, {counts.Failed:#,0} failed, {counts.CtasCreated:#,0} CTAs made"
            )
            + More(counts.Cached, "unchanged")
            + More(counts.NotScored, "left or are no customers")
            + More(counts.CtasOverCap, "more at high or critical risk got none (Ctas:MaxPerNight)")
            + More(
                counts.CtasLowConfidence,
                "at high or critical risk got none, as too little is known of them (Ctas:MinConfidence; a CTA needs 30 days of health scores and an activity)"
            )
            + why;

        static string More(int count, string what) =>
            count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count:#,0} {what}");
    }
}
