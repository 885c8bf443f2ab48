using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Predicts the accounts of a page in parallel and saves the results. All pages together make as many concurrent
/// predictions as the model allows. An account that fails is listed and does not stop the others.
/// </summary>
public sealed partial class ScoreAccounts(
    AccountIndex index,
    RunStore runs,
    PredictionReader predictions,
    PredictionWriter writer,
    OutcomeStore outcomes,
    Predictor predictor,
    CtaReader ctas,
    UpdateOpenCtas updateOpenCtas,
    FindNoCustomer findNoCustomer,
    ReadFactsAge factsAge,
    TenantSettings settings,
    TimeProvider time,
    ILogger<ScoreAccounts> log
) : IDisposable
{
    /// <summary>
    /// Longest work on one page. A page that waits for a slow model stops after this time and continues with a new
    /// message, well before the host's time-out (functionTimeout in host.json).
    /// </summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    private readonly PageReader _pages = new(index, predictions);
    private readonly ReuseRule _reuse = new(predictor);
    private readonly BucketCache<AccountSlots> _slots = new(
        (tenant, bucket) => ctas.ListSlotsAsync(tenant, bucket, CancellationToken.None)
    );

    private readonly BucketCache<(ILookup<string, Outcome> Known, IReadOnlySet<string> Damaged)> _outcomes = new(
        (tenant, bucket) => ReadOutcomesAsync(outcomes, tenant, bucket, log)
    );

    private readonly SemaphoreSlim _turns = new(predictor.Concurrency);

    /// <summary>
    /// The number of predictions saved together. A prediction that cost a model call is saved at once. The rules
    /// predict a whole page quickly, and saving it together fills the transactions, even on the first of a month, when
    /// a prediction has more rows.
    /// </summary>
    private int SavedAtOnce => predictor.HasModel ? 1 : PlanRun.PageAccounts;

    internal async Task<PageScores> RunAsync(
        RunMessage message,
        RunRecord run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        var tenant = message.Tenant;
        // A rescore must not miss the change that it was started for.
        var current =
            run.Kind == RunKind.Rescore
                ? await settings.ReadAsync(tenant, cancellation)
                : await settings.OfAsync(tenant, cancellation);
        var (known, damaged) = await _outcomes.OfAsync(tenant, run, page.Bucket);
        var unreadable = new HashSet<string>(damaged, StringComparer.Ordinal);
        var work = new PageWork(message, run, page)
        {
            Now = time.GetUtcNow(),
            Start = time.GetTimestamp(),
            Before = await _pages.LatestAsync(tenant, page, run.Type, Skip, cancellation),
            Unreadable = unreadable,
            Outcomes = known,
            Settings = current,
            Scale = current.PredictionScale.For(run.Type),
            Age = await factsAge.RunAsync(tenant, cancellation),
            Ctas = new PageCtas(await _slots.OfAsync(tenant, run, page.Bucket)),
            Scores = new PageScores(SavedAtOnce),
        };
        var sideBySide = new ParallelOptions
        {
            MaxDegreeOfParallelism = predictor.Concurrency,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            _pages.AccountsAsync(tenant, page, NameUnreadable, cancellation),
            sideBySide,
            async (account, cancel) => await TryScoreAsync(work, account, cancel)
        );
        await writer.SavePageAsync(tenant, page.Bucket, work.Scores.TakeRest(), cancellation);
        await work.Ctas.TendAsync(updateOpenCtas, tenant, work.Now, FailTended, cancellation);
        work.AddRemoved();
        return work.Scores;

        void Skip(string accountId, Exception e)
        {
            AccountFailed(log, e);
            unreadable.Add(accountId);
        }

        void FailTended(string accountId, Exception e)
        {
            AccountFailed(log, e);
            work.Scores.Fail(accountId, RunFailure.DamagedRow);
        }

        void NameUnreadable(string accountId, Exception e)
        {
            AccountFailed(log, e);
            work.Scores.Fail(accountId, "What is known of this account cannot be read.");
        }
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<(ILookup<string, Outcome> Known, IReadOnlySet<string> Damaged)> ReadOutcomesAsync(
        OutcomeStore outcomes,
        string tenant,
        int bucket,
        ILogger log
    )
    {
        var damaged = new HashSet<string>(StringComparer.Ordinal);
        var known = await outcomes.ListOutcomesAsync(
            tenant,
            bucket,
            null,
            CancellationToken.None,
            (accountId, e) =>
            {
                AccountFailed(log, e);
                damaged.Add(accountId);
            }
        );
        return (known, damaged);
    }

    /// <summary>A row that cannot be read here, such as a latest prediction, fails its account alone.</summary>
    private async Task TryScoreAsync(PageWork work, KnownAccount account, CancellationToken cancellation)
    {
        var id = account.Facts.AccountId;
        if (work.Unreadable.Contains(id))
        {
            work.Scores.Fail(id, RunFailure.DamagedRow);
            return;
        }

        try
        {
            // Read whole here, before a model is asked: with others of the page, it would fail them when it is superseded.
            _ = work.Before.GetValueOrDefault(id)?.Prediction;
            _ = work.Ctas.Of(account);
            await ScoreAsync(work, account, cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            AccountFailed(log, e);
            work.Scores.Fail(id, RunFailure.DamagedRow);
        }

        // A prediction that cost a model call is saved even if the host is stopping.
        var keep = predictor.HasModel ? CancellationToken.None : cancellation;
        await writer.SavePageAsync(work.Message.Tenant, work.Page.Bucket, work.Scores.TakeFull(), keep);
    }

    private async Task ScoreAsync(PageWork work, KnownAccount found, CancellationToken cancellation)
    {
        var id = found.Facts.AccountId;
        var account = found with
        {
            Retention = Outcome.RetentionAsOf(work.Outcomes[id], work.Now),
            StaleSince = work.Age.StaleSince(id),
        };
        work.Scores.See(id);
        var latest = work.Before.GetValueOrDefault(id);
        if (latest is { Head.IsListed: false } && account.LifecycleAt(work.Now).IsCustomer)
        {
            // It has come back, or it left after the outcomes of its bucket were read.
            var key = new AccountKey(work.Message.Tenant, id);
            account = account with { Retention = await outcomes.FindRetentionAsync(key, work.Now, cancellation) };
        }

        if (!account.LifecycleAt(work.Now).IsCustomer)
        {
            await PassOverAsync(work, account, latest, cancellation);
            work.Scores.AddNotScored();
        }
        else if (work.Run.Kind == RunKind.Rescore && latest is null)
        {
            // The night makes the first prediction of an account.
            work.Scores.AddNotScored();
        }
        else if (work.IsOfThisRun(latest))
        {
            work.Scores.AddScored(latest!.Prediction);
            Tend(work, account, () => latest);
        }
        else if (_reuse.IsStillBest(latest, work.Settings, account, work.Run, work.Now))
        {
            var kept = await AcceptedAsync(work, latest!, cancellation);
            work.Scores.AddCached(id);
            Tend(work, account, () => kept);
        }
        else if (predictor.HasModel)
        {
            await AskInTurnAsync(work, account, cancellation);
        }
        else
        {
            await PredictAsync(work, account, latest, cancellation);
        }
    }

    private static void Tend(PageWork work, KnownAccount account, Func<LatestPrediction> latest)
    {
        if (work.Run.Kind != RunKind.Rescore)
        {
            work.Ctas.Add(account, latest);
        }
    }

    /// <summary>
    /// A night takes a prediction that was rescored before it began, and that it keeps, for one like any other: nothing
    /// else would for as long as it is valid.
    /// </summary>
    private async Task<LatestPrediction> AcceptedAsync(
        PageWork work,
        LatestPrediction kept,
        CancellationToken cancellation
    )
    {
        if (!kept.Head.IsRescored || work.Run.Kind != RunKind.Nightly || kept.Head.PredictedAt >= work.Run.StartedAt)
        {
            return kept;
        }

        await writer.AcceptRescoredAsync(work.Message.Tenant, kept.Prediction, cancellation);
        return kept with { Head = kept.Head with { IsRescored = false } };
    }

    /// <summary>
    /// Takes an account that has left, or is no customer, off the risk index, and closes its CTAs. If its departure
    /// shows in the facts alone, it is recorded as of today, because the facts often have no date for it. One that
    /// renewed meanwhile stays; the next run scores it.
    /// </summary>
    private async Task PassOverAsync(
        PageWork work,
        KnownAccount found,
        LatestPrediction? latest,
        CancellationToken cancellation
    )
    {
        if (work.Run.Kind == RunKind.Rescore)
        {
            return;
        }

        var key = new AccountKey(work.Message.Tenant, found.Facts.AccountId);
        if (latest is { Head.IsListed: true })
        {
            await writer.UnlistAsync(key, latest.Prediction, Again, cancellation);
        }

        await updateOpenCtas.CloseAsync(key, work.Ctas.Of(found), Again, work.Now, cancellation);

        Task<NoCustomer?> Again() => findNoCustomer.RunAsync(key, work.Now, cancellation);
    }

    /// <summary>
    /// Waits for a free model slot. Runs make at most as many concurrent calls as the model allows, so they never queue
    /// at the model's own limiter, and a caller's request during the run is next in its queue.
    /// </summary>
    private async Task AskInTurnAsync(PageWork work, KnownAccount account, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            var isLate = work.Scores.HasNew && time.GetElapsedTime(work.Start) > MostTime;
            if (isLate || await runs.FindOpenAsync(work.Message, cancellation) is null)
            {
                work.Scores.Leave();
                return;
            }

            // Another process may have made the prediction since the page was read.
            var latest = await predictions.FindLatestAsync(
                new AccountKey(work.Message.Tenant, account.Facts.AccountId),
                work.Run.Type,
                cancellation
            );
            if (work.IsOfThisRun(latest))
            {
                work.Scores.AddScored(latest!.Prediction);
                return;
            }

            await PredictAsync(work, account, latest, cancellation);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task PredictAsync(
        PageWork work,
        KnownAccount account,
        LatestPrediction? latest,
        CancellationToken cancellation
    )
    {
        if (await TryPredictAsync(work, account, cancellation) is { } made)
        {
            Tend(work, account, () => LatestPrediction.Of(LatestPlace.Of(latest).Fit(made)));
            work.Scores.Add(made, latest);
        }
    }

    private async Task<MadePrediction?> TryPredictAsync(
        PageWork work,
        KnownAccount account,
        CancellationToken cancellation
    )
    {
        try
        {
            return await predictor.PredictAsync(
                work.Message.Tenant,
                account,
                work.Run.Type,
                work.Settings.WindowDays,
                work.Scale,
                work.Now,
                cancellation,
                new PredictingRun(work.Run.RunId, IsOfCaller: work.Run.Kind == RunKind.Batch, work.Run.StartedAt)
            );
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException or JsonException))
        {
            AccountFailed(log, e);
            work.Scores.Fail(account.Facts.AccountId, $"The prediction failed: {e.GetType().Name}.");
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "An account of a page could not be scored")]
    private static partial void AccountFailed(ILogger log, Exception e);
}
