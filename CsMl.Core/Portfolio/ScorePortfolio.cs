using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Portfolio;

/// <summary>
/// The nightly run of one tenant: open the run, score every account page by page, make CTAs for those at greatest
/// risk, close the run. The run's id is its date, so that a doubled or restarted timer goes on with the same run.
/// </summary>
public sealed partial class ScorePortfolio(
    ICrm crm,
    RunStore runs,
    ScorePage scorePage,
    GenerateCtas generateCtas,
    CtaStore ctas,
    IOptions<CtaOptions> ctaOptions,
    TimeProvider time,
    ILogger<ScorePortfolio> log
)
{
    /// <summary>Runs the night of every tenant, one after another.</summary>
    public async Task<IReadOnlyList<Run>> RunNightAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        var night = new List<Run>();
        foreach (var tenant in await crm.ListTenantsAsync(cancellation))
        {
            night.Add(await RunAsync(tenant, RunKind.Nightly, progress, cancellation));
        }

        return night;
    }

    /// <summary>Scores every account of a tenant; only the nightly kind makes CTAs.</summary>
    /// <param name="progress">Told the accounts scored so far, after each page.</param>
    public async Task<Run> RunAsync(
        string tenant,
        RunKind kind,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var run = await runs.OpenAsync(tenant, kind, now, cancellation);
        if (run.IsOver)
        {
            return run;
        }

        var (counts, failures) = await ScoreAllAsync(tenant, run, now, progress, cancellation);
        var created =
            kind == RunKind.Nightly
                ? await MakeCtasAsync(tenant, run, isResumed: run.StartedAt < now, cancellation)
                : 0;
        run = run with
        {
            State = failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures,
            CompletedAt = time.GetUtcNow(),
            Progress = 1,
            Counts = counts with { CtasCreated = created },
            Failures = failures,
        };
        await runs.SaveAsync(tenant, run, cancellation);
        RunClosed(log, run.RunId, run.Counts.Scored, run.Counts.Failed, run.Counts.CtasCreated);
        return run;
    }

    /// <summary>How many CTAs the night has made, those included that it made before it was cut off.</summary>
    private async Task<int> MakeCtasAsync(string tenant, Run run, bool isResumed, CancellationToken cancellation)
    {
        var options = ctaOptions.Value;
        if (!options.AutoGenerateNightly)
        {
            return 0;
        }

        var before = isResumed
            ? await ctas.ListAllAsync(tenant, cancellation).CountAsync(c => c.CreatedAt >= run.StartedAt, cancellation)
            : 0;
        if (before >= options.MaxPerNight)
        {
            return before;
        }

        var most = options.MaxPerNight - before;
        var made = await generateCtas.RunAsync(tenant, run.PredictionType, most, null, cancellation, before);
        return before + made.Generated;
    }

    private async Task<(RunCounts Counts, IReadOnlyList<RunFailure> Failures)> ScoreAllAsync(
        string tenant,
        Run run,
        DateTimeOffset now,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var counts = RunCounts.None;
        var failures = new List<RunFailure>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (
                var page in crm.ListAsync(tenant, bucket, null, cancellation)
                    .Chunk(ScorePage.MaxAccounts)
                    .WithCancellation(cancellation)
            )
            {
                var done = await scorePage.RunAsync(
                    tenant,
                    bucket,
                    page,
                    run.RunId,
                    run.PredictionType,
                    now,
                    cancellation
                );
                failures.AddRange(done.Failures);
                counts = counts with
                {
                    Accounts = counts.Accounts + done.Accounts,
                    Scored = counts.Scored + done.Scored,
                    Failed = failures.Count,
                };
                progress?.Report(counts.Accounts);
            }
        }

        return (counts, failures);
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} closed: {Scored} scored, {Failed} failed, {Ctas} CTAs made")]
    private static partial void RunClosed(ILogger log, string runId, int scored, int failed, int ctas);
}
