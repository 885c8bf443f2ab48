using System.Text.Json;
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
            var outcome = await ScoreAsync(message.Tenant, run, stored.Page, cancellation);
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
            var failed = ids.Where(id => !scored.Contains(id)).ToList();
            var outcome = new PageOutcome(
                ids.Count - failed.Count,
                0,
                [.. failed.Select(id => new RunFailure(id, reason))]
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

    private async Task<PageOutcome> ScoreAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var before = await LatestAsync(tenant, run, page, cancellation);
        var made = new List<(MadePrediction, LatestPrediction?)>(page.Accounts);
        var failures = new List<RunFailure>();
        var (scored, cached) = (0, 0);
        await foreach (var account in AccountsAsync(tenant, page, failures, cancellation))
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
    private async Task<HashSet<string>> ScoredAsync(
        string tenant,
        RunHeader run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        try
        {
            var latest = await LatestAsync(tenant, run, page, cancellation);
            return [.. latest.Where(found => found.Value.RunId == run.RunId).Select(found => found.Key)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PageUnreadable(log, run.RunId, e);
            return [];
        }
    }

    private static bool IsStillTrue(LatestPrediction? latest, KnownAccount account, DateTimeOffset now) =>
        latest is not null
        && latest.IsValidAt(now)
        && latest.Head.WindowDays == PredictionRequest.DefaultWindowDays
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

    [LoggerMessage(LogLevel.Warning, "What run {RunId} scored of a page cannot be read; all of it counts as failed")]
    private static partial void PageUnreadable(ILogger log, string runId, Exception e);
}
