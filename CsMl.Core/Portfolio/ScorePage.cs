using System.Text.Json;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Queues;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Scores one page of a run. An account that this run has already scored is passed over, so that a page may be run
/// twice; one that fails is named and costs the others nothing. The page that ends last closes the run.
/// </summary>
public sealed partial class ScorePage(
    ICrm crm,
    RunStore runs,
    PredictionStore store,
    Predictor predictor,
    StoredCtas ctas,
    TendCtas tend,
    CloseRun close,
    IWorkQueue queue,
    TimeProvider time,
    ILogger<ScorePage> log
)
{
    /// <summary>
    /// Predictions that are saved together. What a model made is not held back for long: its rows fill a transaction on
    /// most days. The rules' whole page is made in no time, and fills its transactions on every day, also on the first of
    /// a month, when a prediction has more rows.
    /// </summary>
    private int SavedAtOnce => predictor.HasModel ? EntityKey.MaxChanges / PredictionRows.Each : PlanRun.PageAccounts;

    /// <summary>
    /// A page that waits for a slow model stops after this and goes on with a message of its own, well before the host
    /// would end it (functionTimeout in host.json).
    /// </summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    public const string PageFailed = "The page of this account failed on every try.";

    /// <summary>Answers with how many accounts were done now.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await FindRunAsync(message, cancellation) is not { } run)
        {
            return 0;
        }

        var done = 0;
        if (await runs.FindPageAsync(message, cancellation) is { Page.Outcome: null } stored)
        {
            if (await ScoreAsync(message.Tenant, run, stored.Page, cancellation) is not { } outcome)
            {
                await queue.SendAsync(RunMessage.PagesQueue, [message.ToText()], cancellation);
                return 0;
            }

            done = outcome.Counts.Accounts;
            if (!await runs.FinishPageAsync(message, stored, outcome, cancellation))
            {
                return done;
            }
        }

        await close.IfDoneAsync(message.Tenant, message.RunId, cancellation);
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
            var ids = page.Ids ?? await IdsAsync(message.Tenant, page, cancellation);
            var scored = await ScoredAsync(message.Tenant, run, page, cancellation);
            var failed = ids.Where(id => !scored.ContainsKey(id)).Select(id => new RunFailure(id, reason));
            var outcome = scored.Values.Aggregate(
                new PageOutcome(0, 0, [.. failed], RunCost.None),
                static (sum, latest) => sum.Plus(latest.Prediction)
            );
            await runs.FinishPageAsync(message, stored, outcome, cancellation);
        }

        await close.IfDoneAsync(message.Tenant, message.RunId, cancellation);
    }

    /// <summary>The message's run; null where it is over, or follows another plan by now.</summary>
    private async Task<RunHeader?> FindRunAsync(RunMessage message, CancellationToken cancellation) =>
        await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { Run: { IsOver: false } run }
        && run.PlanId == message.PlanId
            ? run
            : null;

    /// <summary>Null where time ran out: what is done is saved, and the rest is for the next message.</summary>
    private async Task<PageOutcome?> ScoreAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        var (now, start) = (time.GetUtcNow(), time.GetTimestamp());
        var before = await LatestAsync(tenant, run, page, cancellation);
        var open = new PageCtas(await ctas.ListSlotsAsync(tenant, page.Bucket, page.First, page.Last, cancellation));
        var outcome = new PageOutcome(0, 0, [], RunCost.None);
        var toScore = new List<(KnownAccount Account, LatestPrediction? Latest)>(page.Accounts);
        var unreadable = new List<RunFailure>();
        await foreach (var account in AccountsAsync(tenant, page, unreadable, cancellation))
        {
            var latest = before.GetValueOrDefault(account.Facts.AccountId);
            if (latest?.RunId == run.RunId)
            {
                outcome = outcome.Plus(latest.Prediction);
                open.Add(account.Facts, () => latest.Prediction);
            }
            else if (IsStillBest(latest, account, run, now))
            {
                outcome = outcome with { Cached = outcome.Cached + 1 };
                open.Add(account.Facts, () => latest!.Prediction);
            }
            else
            {
                toScore.Add((account, latest));
            }
        }

        var scores = new PageScores(outcome with { Failures = unreadable }, SavedAtOnce);
        var sideBySide = new ParallelOptions
        {
            MaxDegreeOfParallelism = predictor.Concurrency,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            toScore,
            sideBySide,
            async (one, cancel) =>
            {
                if (time.GetElapsedTime(start) > MostTime)
                {
                    scores.Leave();
                }
                else if (await TryPredictAsync(tenant, one.Account, run, now, scores, cancel) is { } made)
                {
                    open.Add(one.Account.Facts, () => made.Prediction);
                    await store.SavePageAsync(tenant, page.Bucket, scores.Add(made, one.Latest), cancel);
                }
            }
        );
        await store.SavePageAsync(tenant, page.Bucket, scores.TakeRest(), cancellation);
        await open.TendAsync(tend, tenant, now, cancellation);
        return scores.Outcome;
    }

    /// <summary>One that fails is named, and stops no other.</summary>
    private async Task<MadePrediction?> TryPredictAsync(
        string tenant,
        KnownAccount account,
        RunHeader run,
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

    private async Task<Dictionary<string, LatestPrediction>> LatestAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        if (page.Ids is null)
        {
            return await store.FindLatestBetweenAsync(
                tenant,
                page.Bucket,
                page.First,
                page.Last,
                run.Type,
                cancellation
            );
        }

        var found = new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        foreach (var id in page.Ids)
        {
            if (await store.FindLatestAsync(tenant, id, run.Type, cancellation) is { } latest)
            {
                found[id] = latest;
            }
        }

        return found;
    }

    private async IAsyncEnumerable<KnownAccount> AccountsAsync(
        string tenant,
        RunPage page,
        List<RunFailure> failures,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (page.Ids is null)
        {
            await foreach (var account in crm.ListAsync(tenant, page.Bucket, (page.First, page.Last), cancellation))
            {
                yield return account;
            }

            yield break;
        }

        foreach (var id in page.Ids)
        {
            KnownAccount? account = null;
            try
            {
                account = await crm.FindAsync(tenant, id, cancellation);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                AccountFailed(log, e);
                failures.Add(new RunFailure(id, "What is known of this account cannot be read."));
            }

            if (account is not null)
            {
                yield return account;
            }
        }
    }

    /// <summary>What the page failed on may be its facts, so that they are not read.</summary>
    private async Task<IReadOnlyList<string>> IdsAsync(string tenant, RunPage page, CancellationToken cancellation)
    {
        var ids = new List<string>(page.Accounts);
        var range = (page.First, page.Last);
        await foreach (var id in crm.ListIdsAsync(tenant, page.Bucket, range, cancellation))
        {
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>Those that the run has scored of a page; none where what the page failed on keeps them from being read.</summary>
    private async Task<Dictionary<string, LatestPrediction>> ScoredAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        try
        {
            var latest = await LatestAsync(tenant, run, page, cancellation);
            return latest.Where(found => found.Value.RunId == run.RunId).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PageUnreadable(log, run.RunId, e);
            return new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// What is stored is true to the facts, and nobody would say it better now: at night the rules, who cost nothing,
    /// say it again for the new day; a model does not, and a rules' answer that stands in for a model's is no end.
    /// </summary>
    private bool IsStillBest(LatestPrediction? latest, KnownAccount account, RunHeader run, DateTimeOffset now) =>
        latest is not null
        && latest.IsValidAt(now)
        && latest.Head.WindowDays == PredictionRequest.DefaultWindowDays
        && latest.Fingerprint == account.Fingerprint
        && latest.Head.FallbackReason switch
        {
            null => predictor.HasModel || run.Kind == RunKind.Batch,
            FallbackReason.InsufficientData => run.Kind == RunKind.Batch,
            _ => !predictor.HasModel && run.Kind == RunKind.Batch,
        };

    [LoggerMessage(LogLevel.Error, "An account of a page could not be scored")]
    private static partial void AccountFailed(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "What run {RunId} scored of a page cannot be read; all of it counts as failed")]
    private static partial void PageUnreadable(ILogger log, string runId, Exception e);
}
