using CsMl.Core.Crm;
using CsMl.Core.Predictions;
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
    CloseRun close,
    TimeProvider time,
    ILogger<ScorePage> log
)
{
    /// <summary>Answers with how many accounts were done now.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        var run = (await runs.FindAsync(message.Tenant, message.RunId, cancellation))?.Run;
        if (run is null or { IsOver: true } || run.PlanId != message.PlanId)
        {
            return 0;
        }

        var done = 0;
        if (await runs.FindPageAsync(message, cancellation) is { Outcome: null } page)
        {
            var outcome = await ScoreAsync(message.Tenant, run, page, cancellation);
            done = outcome.Counts.Accounts;
            if (!await runs.FinishPageAsync(message, outcome, cancellation))
            {
                return done;
            }
        }

        await close.IfDoneAsync(message.Tenant, message.RunId, cancellation);
        return done;
    }

    /// <summary>Gives a page up that failed on every try: what the run has not scored of it is named as failed.</summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation)
    {
        var run = (await runs.FindAsync(message.Tenant, message.RunId, cancellation))?.Run;
        if (run is null or { IsOver: true } || run.PlanId != message.PlanId)
        {
            return;
        }

        if (await runs.FindPageAsync(message, cancellation) is { Outcome: null } page)
        {
            var latest = await LatestAsync(message.Tenant, run, page, time.GetUtcNow(), cancellation);
            var ids = page.Ids ?? await IdsAsync(message.Tenant, page, cancellation);
            var failed = ids.Where(id => latest.GetValueOrDefault(id)?.RunId != run.RunId).ToList();
            var outcome = new PageOutcome(
                ids.Count - failed.Count,
                0,
                [.. failed.Select(id => new RunFailure(id, "The page of this account failed on every try."))]
            );
            await runs.FinishPageAsync(message, outcome, cancellation);
        }

        await close.IfDoneAsync(message.Tenant, message.RunId, cancellation);
    }

    private async Task<PageOutcome> ScoreAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var before = await LatestAsync(tenant, run, page, now, cancellation);
        var made = new List<(MadePrediction, LatestPrediction?)>(page.Accounts);
        var failures = new List<RunFailure>();
        var (scored, cached) = (0, 0);
        await foreach (var account in AccountsAsync(tenant, page, cancellation))
        {
            var latest = before.GetValueOrDefault(account.Facts.AccountId);
            if (latest?.RunId == run.RunId)
            {
                scored++;
            }
            else if (run.Kind == RunKind.Batch && IsStillTrue(latest, account, now))
            {
                cached++;
            }
            else
            {
                try
                {
                    made.Add((await PredictAsync(tenant, account, run, now, cancellation), latest));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    AccountFailed(log, e);
                    failures.Add(
                        new RunFailure(account.Facts.AccountId, $"The prediction failed: {e.GetType().Name}.")
                    );
                }
            }
        }

        await store.SavePageAsync(tenant, page.Bucket, made, cancellation);
        return new PageOutcome(scored + made.Count, cached, failures);
    }

    private async Task<Dictionary<string, LatestPrediction>> LatestAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        DateTimeOffset now,
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
                now,
                cancellation
            );
        }

        var found = new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        foreach (var id in page.Ids)
        {
            if (await store.FindLatestAsync(tenant, id, run.Type, now, cancellation) is { } latest)
            {
                found[id] = latest;
            }
        }

        return found;
    }

    private async IAsyncEnumerable<KnownAccount> AccountsAsync(
        string tenant,
        RunPage page,
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
            if (await crm.FindAsync(tenant, id, cancellation) is { } account)
            {
                yield return account;
            }
        }
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string tenant, RunPage page, CancellationToken cancellation)
    {
        var ids = new List<string>(page.Accounts);
        await foreach (var account in AccountsAsync(tenant, page, cancellation))
        {
            ids.Add(account.Facts.AccountId);
        }

        return ids;
    }

    private static bool IsStillTrue(LatestPrediction? latest, KnownAccount account, DateTimeOffset now) =>
        latest is not null
        && latest.Prediction.IsValidAt(now)
        && latest.Prediction.PredictionWindowDays == PredictionRequest.DefaultWindowDays
        && latest.Fingerprint == account.Fingerprint;

    private Task<MadePrediction> PredictAsync(
        string tenant,
        KnownAccount account,
        RunHeader run,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        predictor.PredictAsync(
            tenant,
            account,
            run.Type,
            PredictionRequest.DefaultWindowDays,
            now,
            cancellation,
            run.RunId
        );

    [LoggerMessage(LogLevel.Error, "An account of a page could not be scored")]
    private static partial void AccountFailed(ILogger log, Exception e);
}
