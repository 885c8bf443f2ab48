using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Scores one page of a run. An account that this run has already scored is passed over, so that a page may be run
/// twice; one that fails is named and costs the others nothing. The page that ends last asks
/// for the run to be closed.
/// </summary>
public sealed partial class ScorePage(
    AccountIndex index,
    RunStore runs,
    RunHeartbeats heartbeats,
    PredictionReader predictions,
    PredictionWriter writer,
    Predictor predictor,
    CtaReader ctas,
    UpdateOpenCtas tend,
    IWorkQueue queue,
    TimeProvider time,
    ILogger<ScorePage> log
) : IDisposable
{
    private readonly PageReader pages = new(index, predictions);
    private readonly ReuseRule reuse = new(predictor);
    private readonly BucketCtaSlots slots = new(ctas);
    private readonly SemaphoreSlim turns = new(predictor.Concurrency);
    private readonly ConcurrentDictionary<RunMessage, bool> inWork = new();

    /// <summary>
    /// Predictions that are saved together. What a model was paid for is saved at once. The rules' whole page is made in no
    /// time, and fills its transactions on every day, also on the first of a month, when a prediction has more rows.
    /// </summary>
    private int SavedAtOnce => predictor.HasModel ? 1 : PlanRun.PageAccounts;

    /// <summary>
    /// A page that waits for a slow model stops after this and goes on with a message of its own, well before the host
    /// would end it (functionTimeout in host.json).
    /// </summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    public const string PageFailed = "The page of this account failed on every try.";

    /// <summary>Answers with how many accounts were done now.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        // A message that comes twice while its page is in work has nothing to add: the other one stays until that is done.
        if (!inWork.TryAdd(message, true))
        {
            return 0;
        }

        int? done;
        try
        {
            done = await WorkAsync(message, cancellation);
        }
        finally
        {
            inWork.TryRemove(message, out _);
        }

        if (done is null)
        {
            await queue.SendAsync(RunMessage.PagesQueue, [message.ToText()], cancellation);
        }

        return done ?? 0;
    }

    /// <summary>Null where time ran out: what is done is saved, and the rest is for the next message.</summary>
    private async Task<int?> WorkAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await FindRunAsync(message, cancellation) is not { } run)
        {
            return 0;
        }

        var done = 0;
        if (await runs.FindPageAsync(message, cancellation) is { Page.Outcome: null } stored)
        {
            var scores = await heartbeats.WhileAsync(
                message,
                () => ScoreAsync(message, run, stored.Page, cancellation)
            );
            // Of a run that was cancelled meanwhile the page is what it has come to.
            if (scores.HasLeft && await FindRunAsync(message, cancellation) is not null)
            {
                return null;
            }

            done = scores.Outcome.Counts.Accounts;
            if (!await runs.FinishPageAsync(message, stored, scores.Outcome, cancellation))
            {
                return done;
            }
        }

        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, message.RunId, cancellation);
        return done;
    }

    /// <summary>Gives a page up: what the run has not scored of it is named as failed.</summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation, string reason = PageFailed)
    {
        if (await FindRunAsync(message, cancellation) is not { } run)
        {
            return;
        }

        if (await runs.FindPageAsync(message, cancellation) is { Page: { Outcome: null } page } stored)
        {
            var ids = page.Ids ?? await pages.IdsAsync(message.Tenant, page, cancellation);
            var scored = await ScoredAsync(message.Tenant, run, page, cancellation);
            var failed = ids.Where(id => !scored.ContainsKey(id)).Select(id => new RunFailure(id, reason));
            var outcome = scored.Values.Aggregate(
                new PageOutcome(0, 0, [.. failed], RunCost.None),
                static (sum, latest) => sum.Plus(latest.Prediction)
            );
            await runs.FinishPageAsync(message, stored, outcome, cancellation);
        }

        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, message.RunId, cancellation);
    }

    public void Dispose() => turns.Dispose();

    /// <summary>The message's run; null where it is over, or follows another plan by now.</summary>
    private async Task<RunRecord?> FindRunAsync(RunMessage message, CancellationToken cancellation) =>
        await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { Run: { IsOver: false } run }
        && run.PlanId == message.PlanId
            ? run
            : null;

    private async Task<PageScores> ScoreAsync(
        RunMessage message,
        RunRecord run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        var (tenant, now) = (message.Tenant, time.GetUtcNow());
        var before = await pages.LatestAsync(tenant, page, run.Type, cancellation);
        var open = new PageCtas(await slots.OfAsync(tenant, run, page.Bucket));
        var scores = new PageScores(SavedAtOnce);
        var start = time.GetTimestamp();
        var sideBySide = new ParallelOptions
        {
            MaxDegreeOfParallelism = predictor.Concurrency,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            pages.AccountsAsync(tenant, page, NameUnreadable, cancellation),
            sideBySide,
            async (account, cancel) =>
            {
                scores.See(account.Facts.AccountId);
                var latest = before.GetValueOrDefault(account.Facts.AccountId);
                if (latest?.RunId == run.RunId)
                {
                    scores.AddScored(latest.Prediction);
                    open.Add(account.Facts, () => latest.Prediction);
                }
                else if (reuse.IsStillBest(latest, tenant, account, run, now))
                {
                    scores.AddCached();
                    open.Add(account.Facts, () => latest!.Prediction);
                }
                else if (predictor.HasModel)
                {
                    await AskAsync(account, cancel);
                }
                else
                {
                    await PredictAsync(account, latest, cancel);
                }
            }
        );
        await writer.SavePageAsync(tenant, page.Bucket, scores.TakeRest(), cancellation);
        await open.TendAsync(tend, tenant, now, cancellation);
        scores.AddRemoved(
            page.Ids ?? [],
            id => before.GetValueOrDefault(id) is { } latest && latest.RunId == run.RunId ? latest.Prediction : null
        );
        return scores;

        void NameUnreadable(string accountId, Exception e)
        {
            AccountFailed(log, e);
            scores.Fail(accountId, "What is known of this account cannot be read.");
        }

        // As many in all pages together as the model takes: a person who asks beside the night is the next in line.
        async Task AskAsync(KnownAccount account, CancellationToken cancel)
        {
            await turns.WaitAsync(cancel);
            try
            {
                var isLate = scores.HasNew && time.GetElapsedTime(start) > MostTime;
                if (isLate || await FindRunAsync(message, cancel) is null)
                {
                    scores.Leave();
                    return;
                }

                // Another process may have paid for it since the page was read.
                var latest = await predictions.FindLatestAsync(
                    new AccountKey(tenant, account.Facts.AccountId),
                    run.Type,
                    cancel
                );
                if (latest?.RunId == run.RunId)
                {
                    scores.AddScored(latest.Prediction);
                    return;
                }

                await PredictAsync(account, latest, cancel);
            }
            finally
            {
                turns.Release();
            }
        }

        async Task PredictAsync(KnownAccount account, LatestPrediction? latest, CancellationToken cancel)
        {
            if (await TryPredictAsync(tenant, account, run, now, scores, cancel) is { } made)
            {
                open.Add(account.Facts, () => made.Prediction);
                // What was paid for is saved, though the host stop meanwhile.
                var keep = predictor.HasModel ? CancellationToken.None : cancel;
                await writer.SavePageAsync(tenant, page.Bucket, scores.Add(made, latest), keep);
            }
        }
    }

    /// <summary>One that fails is named, and stops no other.</summary>
    private async Task<MadePrediction?> TryPredictAsync(
        string tenant,
        KnownAccount account,
        RunRecord run,
        DateTimeOffset now,
        PageScores scores,
        CancellationToken cancellation
    )
    {
        try
        {
            return await predictor.PredictAsync(
                tenant,
                account,
                run.Type,
                PredictionRequest.DefaultWindowDays,
                now,
                cancellation,
                run.RunId
            );
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
        {
            AccountFailed(log, e);
            scores.Fail(account.Facts.AccountId, $"The prediction failed: {e.GetType().Name}.");
            return null;
        }
    }

    /// <summary>Those that the run has scored of a page; none where what the page failed on keeps them from being read.</summary>
    private async Task<Dictionary<string, LatestPrediction>> ScoredAsync(
        string tenant,
        RunRecord run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        try
        {
            var latest = await pages.LatestAsync(tenant, page, run.Type, cancellation);
            return latest.Where(found => found.Value.RunId == run.RunId).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PageUnreadable(log, run.RunId, e);
            return new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        }
    }

    [LoggerMessage(LogLevel.Error, "An account of a page could not be scored")]
    private static partial void AccountFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "What run {RunId} scored of a page cannot be read; all of it counts as failed")]
    private static partial void PageUnreadable(ILogger log, string runId, Exception e);
}
