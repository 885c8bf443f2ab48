using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Scores one page of accounts of one bucket and saves it. An account that this run has already scored is passed
/// over, so that a page may be run twice; one that fails is named and costs the others nothing.
/// </summary>
public sealed partial class ScorePage(PredictionStore store, Predictor predictor, ILogger<ScorePage> log)
{
    /// <summary>Most accounts of a page.</summary>
    public const int MaxAccounts = 100;

    public async Task<PageOutcome> RunAsync(
        string tenant,
        int bucket,
        IReadOnlyList<KnownAccount> page,
        string runId,
        PredictionType type,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = await store.FindLatestBetweenAsync(
            tenant,
            bucket,
            page[0].Facts.AccountId,
            page[^1].Facts.AccountId,
            type,
            now,
            cancellation
        );
        var made = new List<(MadePrediction, LatestPrediction?)>(page.Count);
        var failures = new List<RunFailure>();
        var alreadyScored = 0;
        foreach (var account in page)
        {
            var latest = before.GetValueOrDefault(account.Facts.AccountId);
            if (latest?.RunId == runId)
            {
                alreadyScored++;
                continue;
            }

            try
            {
                made.Add((await PredictAsync(tenant, account, type, now, runId, cancellation), latest));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                AccountFailed(log, e);
                failures.Add(new RunFailure(account.Facts.AccountId, e.GetType().Name));
            }
        }

        await store.SavePageAsync(tenant, bucket, made, cancellation);
        return new PageOutcome(page.Count, made.Count + alreadyScored, failures);
    }

    private Task<MadePrediction> PredictAsync(
        string tenant,
        KnownAccount account,
        PredictionType type,
        DateTimeOffset now,
        string runId,
        CancellationToken cancellation
    ) => predictor.PredictAsync(tenant, account, type, PredictionRequest.DefaultWindowDays, now, cancellation, runId);

    [LoggerMessage(LogLevel.Error, "An account of a page could not be scored")]
    private static partial void AccountFailed(ILogger log, Exception e);
}

/// <param name="Scored">Including those that the run had scored before.</param>
public sealed record PageOutcome(int Accounts, int Scored, IReadOnlyList<RunFailure> Failures);
