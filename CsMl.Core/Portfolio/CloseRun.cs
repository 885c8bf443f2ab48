using System.Text.Json;
using CsMl.Core.Audit;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Closes a run whose pages are all done: creates the night's CTAs, validates the predictions that are due, deletes
/// what is old, learns from outcomes, sums up the pages, and lists the failures. It can be interrupted or run twice: it
/// finds the CTAs that it already created, and closes the run only once.
/// </summary>
public sealed partial class CloseRun(
    RunStore runs,
    RunHeartbeats heartbeats,
    GenerateCtas generateCtas,
    ValidatePredictions validate,
    AuditLog audit,
    KeptAnswers kept,
    ChangeStore changes,
    EraseAccount erase,
    ApplyRetention retention,
    ChangeScale changeScale,
    LearnAtNight learn,
    ClosedRuns closedRuns,
    TenantSettings settings,
    TimeProvider time,
    RunMetrics metrics,
    ILogger<CloseRun> log
)
{
    /// <summary>Most failures that are listed; a retry covers all of them.</summary>
    private const int MostFailures = 1_000;

    private const string Unplanned = "No account was scored: the run could not be planned on any try.";

    private const string RetryUnplanned =
        "What had failed was not scored again: the retry could not be planned on any try.";

    private const string Unclosed =
        "The run could not be closed on any try: CTAs may be missing, and predictions that came due may not be validated.";

    private readonly KeyedLock _lanes = new();

    public async Task RunAsync(RunMessage message, CancellationToken cancellation)
    {
        var (tenant, runId) = (message.Tenant, message.RunId);
        // The same closing may be delivered twice at once. Without the lock the second would read every CTA that the
        // first creates.
        using var turn = await _lanes.EnterAsync(EntityKey.Of(tenant, runId), cancellation);
        while (await runs.FindOpenAsync(message, cancellation) is { } stored)
        {
            var sum = await runs.SumAsync(tenant, runId, message.PlanId, cancellation);
            if (sum.Done < sum.Pages)
            {
                return;
            }

            var (made, isDamaged) = await heartbeats.WhileAsync(
                message,
                () => FinishAsync(tenant, stored.Run, cancellation)
            );
            var failures = await FailuresAsync(tenant, stored.Run, sum, cancellation);
            var closed = Closed(stored.Run, sum, failures);
            closed = closed with
            {
                Counts = closed.Counts with
                {
                    CtasCreated = made.Generated,
                    CtasOverCap = made.OverCap,
                    CtasLowConfidence = made.LowConfidence,
                },
            };
            var ended = closed;
            if (!await TryAsync(() => closedRuns.PrepareAsync(tenant, ended, cancellation)) || isDamaged)
            {
                closed = Damaged(closed);
            }

            if (await runs.ReplaceAsync(tenant, stored, closed, cancellation))
            {
                metrics.CountClosed(closed);
                RunClosed(log, runId, closed.Counts.Scored, closed.Counts.Failed, made.Generated);
                break;
            }
        }

        await TryAsync(() => KeepAsync(message, cancellation));
    }

    /// <summary>Also if an earlier delivery of the message closed the run and was cut off before this.</summary>
    private async Task KeepAsync(RunMessage message, CancellationToken cancellation)
    {
        if (
            await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { Run: { IsSummedUp: true } run }
            && run.PlanId == message.PlanId
            && !run.Failures.Any(failure =>
                failure is { AccountId: RunFailure.WholeRun, Reason: not RunFailure.DamagedRow }
            )
        )
        {
            await closedRuns.KeepAsync(message.Tenant, run, cancellation);
        }
    }

    /// <summary>
    /// Ends a run whose closing failed on every try: its scores are kept, and the failure describes what may be
    /// missing. A retry closes it again.
    /// </summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation)
    {
        var (tenant, runId) = (message.Tenant, message.RunId);
        while (await runs.FindOpenAsync(message, cancellation) is { } stored)
        {
            var sum = await runs.SumAsync(tenant, runId, message.PlanId, cancellation);
            var failures = await FailuresAsync(tenant, stored.Run, sum, cancellation);
            var closed = Closed(
                stored.Run,
                sum,
                [new RunFailure(RunFailure.WholeRun, Unclosed), .. failures.Take(MostFailures - 1)]
            );
            if (await runs.ReplaceAsync(tenant, stored, closed, cancellation))
            {
                metrics.CountClosed(closed);
                RunUnclosed(log, runId);
                return;
            }
        }
    }

    /// <summary>
    /// Closes a run whose planning failed on every try. If it was a retry, its accounts count as failed again.
    /// </summary>
    public async Task UnplannedAsync(string tenant, string runId, CancellationToken cancellation)
    {
        while (await runs.FindAsync(tenant, runId, cancellation) is { Run: { IsOver: false, PlanId: null } } stored)
        {
            // The previous plan becomes current again, so that the next retry finds its failures.
            var run = stored.Run with
            {
                PlanId = stored.Run.RetryOf,
            };
            var sum = await runs.SumAsync(tenant, runId, run.PlanId, cancellation);
            var failures = await FailuresAsync(tenant, run, sum, cancellation);
            var closed = run with
            {
                State = RunState.CompletedWithFailures,
                CompletedAt = time.GetUtcNow(),
                Counts = run.Counts with
                {
                    Accounts = run.Counts.Accounts + sum.Counts.Failed,
                    Failed = sum.Counts.Failed,
                },
                Failures =
                [
                    new RunFailure(RunFailure.WholeRun, run.RetryOf is null ? Unplanned : RetryUnplanned),
                    .. run.Failures,
                    .. failures.Take(MostFailures - 1 - run.Failures.Count),
                ],
            };
            if (await runs.ReplaceAsync(tenant, stored, closed, cancellation))
            {
                metrics.CountClosed(closed);
                RunUnplanned(log, runId);
                return;
            }
        }
    }

    private RunRecord Closed(RunRecord run, BucketProgress sum, IReadOnlyList<RunFailure> failures) =>
        run with
        {
            State = failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures,
            CompletedAt = time.GetUtcNow(),
            Counts = run.Counts.Plus(sum.Counts),
            Cost = run.Cost.Plus(sum.Cost),
            Fallbacks = FallbackCounts.Sum(run.Fallbacks, sum.Fallbacks),
            Failures = failures,
        };

    /// <summary>The run with the failure that a step of its closing ended at a damaged row.</summary>
    private static RunRecord Damaged(RunRecord closed) =>
        closed with
        {
            State = RunState.CompletedWithFailures,
            Failures =
            [
                new RunFailure(RunFailure.WholeRun, RunFailure.DamagedRow),
                .. closed.Failures.Take(MostFailures - 1),
            ],
        };

    /// <summary>Takes every step that can be taken: a damaged row ends the step that meets it, and no other one.</summary>
    private async Task<(GeneratedCtas Made, bool IsDamaged)> FinishAsync(
        string tenant,
        RunRecord run,
        CancellationToken cancellation
    )
    {
        var made = GeneratedCtas.None;
        Func<Task> make = async () => made = await MakeCtasAsync(tenant, run, cancellation);
        Func<Task>[] steps =
            run.Kind != RunKind.Nightly
                ? [make]
                :
                [
                    () => changeScale.FollowAsync(tenant, cancellation),
                    make,
                    () => validate.DueAsync(tenant, cancellation),
                    () => audit.TrimAsync(tenant, cancellation),
                    () => kept.RemoveOldAsync(tenant, cancellation),
                    () => changes.RemoveOldAsync(tenant, cancellation),
                    () => erase.ResumeAsync(tenant, cancellation),
                    () => retention.RunAsync(tenant, cancellation),
                    () => learn.RunAsync(tenant, cancellation),
                ];
        var isDamaged = false;
        foreach (var step in steps)
        {
            isDamaged |= !await TryAsync(step);
        }

        if (isDamaged && made == GeneratedCtas.None)
        {
            // The step that makes them may have broken after some.
            await TryAsync(async () => made = await generateCtas.MadeByAsync(tenant, run.RunId, cancellation));
        }

        return (made, isDamaged || made.HasDamage);
    }

    /// <summary>False at a damaged row.</summary>
    private async Task<bool> TryAsync(Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            StepBroken(log, e.Message);
            return false;
        }
    }

    private async Task<GeneratedCtas> MakeCtasAsync(string tenant, RunRecord run, CancellationToken cancellation)
    {
        var ctas = (await settings.OfAsync(tenant, cancellation)).Ctas;
        if (run.Kind != RunKind.Nightly || !ctas.MakesAtNight)
        {
            return GeneratedCtas.None;
        }

        // Until every account is on the new scale, the list holds probabilities of both, and the first night to judge by
        // a scale is one that began on it. What the run has already made still counts.
        return
            PredictionTypes.Of(run.Type).IsLearned
            && await changeScale.IsUnsettledAsync(tenant, run.StartedAt, cancellation)
            ? await generateCtas.MadeByAsync(tenant, run.RunId, cancellation)
            : await generateCtas.RunAsync(tenant, run.Type, ctas.MaxPerNight, null, cancellation, run.RunId);
    }

    private async Task<IReadOnlyList<RunFailure>> FailuresAsync(
        string tenant,
        RunRecord run,
        BucketProgress sum,
        CancellationToken cancellation
    )
    {
        var failures = new List<RunFailure>();
        if (sum.Counts.Failed > 0)
        {
            await foreach (var page in runs.ListPagesAsync(tenant, run.RunId, run.PlanId!, cancellation))
            {
                failures.AddRange((page.Outcome?.Failures ?? []).Take(MostFailures - failures.Count));
            }
        }

        return failures;
    }

    [LoggerMessage(LogLevel.Warning, "Run {RunId} closed: it could not be planned on any try")]
    private static partial void RunUnplanned(ILogger log, string runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} ended: it could not be closed on any try")]
    private static partial void RunUnclosed(ILogger log, string runId);

    [LoggerMessage(LogLevel.Error, "A step of the closing ended at a damaged row. {Damage}")]
    private static partial void StepBroken(ILogger log, string damage);

    [LoggerMessage(LogLevel.Information, "Run {RunId} closed: {Scored} scored, {Failed} failed, {Ctas} CTAs made")]
    private static partial void RunClosed(ILogger log, string runId, int scored, int failed, int ctas);
}
