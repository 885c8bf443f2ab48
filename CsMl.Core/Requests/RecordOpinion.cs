using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Stores the odds that a person gives an account beside the prediction that they are about, and changes no prediction.
/// Idempotent: of each author and prediction the last opinion counts, and the same said twice is one opinion.
/// </summary>
public sealed class RecordOpinion(
    FindAccount find,
    PredictionReader predictions,
    PredictionBasisStore bases,
    OutcomeStore outcomes,
    OpinionStore store,
    TenantSettings settings,
    ErasedAccounts erased,
    Tables tables,
    TimeProvider time
)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 1_000;

    private readonly OptimisticWriter _turns = new();

    public async Task<OpinionResult> RunAsync(AccountKey account, StatedOdds odds, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await find.RunAsync(account, cancellation) is not { } known)
        {
            return new OpinionResult(OpinionProblem.NoAccount, null);
        }

        var lifecycle = known.LifecycleAt(now);
        if (lifecycle.State != Lifecycle.Customer)
        {
            return new OpinionResult(OpinionProblem.NoCustomer, null, lifecycle);
        }

        if (await FindPredictionAsync(account, odds.PredictionId, now, cancellation) is not { } prediction)
        {
            return new OpinionResult(OpinionProblem.NoPrediction, null);
        }

        if (now >= prediction.Due)
        {
            return new OpinionResult(OpinionProblem.Decided, null);
        }

        var opinion = new Opinion(
            odds.Author,
            odds.Probability ?? prediction.Probability,
            odds.Reason is null ? null : PrintableText.Lines(odds.Reason),
            now,
            prediction
        );
        var written = await _turns.UntilWrittenAsync(
            account.AccountId,
            () => TryWriteAsync(account, known, opinion, cancellation),
            cancellation
        );
        // What is written is looked after to the end, even if the caller has gone.
        if (await erased.BarAsync(account, known.Version.Revision, CancellationToken.None))
        {
            // The account was erased after it was read.
            await new EraseResults(tables).RunAsync(account, CancellationToken.None);
            return new OpinionResult(OpinionProblem.NoAccount, null);
        }

        return written;
    }

    /// <summary>Null if another writer came first.</summary>
    private async Task<OpinionResult?> TryWriteAsync(
        AccountKey account,
        KnownAccount known,
        Opinion opinion,
        CancellationToken cancellation
    )
    {
        var told = await outcomes.FindAsync(account, cancellation);
        if (IsDecided(opinion, told, known))
        {
            return new OpinionResult(OpinionProblem.Decided, null);
        }

        var before = await store.FindAsync(account.Tenant, opinion, cancellation);
        if (
            before?.Opinion is { } said
            && said.Probability.Equals(opinion.Probability)
            && said.Reason == opinion.Reason
        )
        {
            return new OpinionResult(null, said);
        }

        return await store.WriteAsync(account.Tenant, opinion, before, OutcomeStore.Told(told), cancellation)
            ? new OpinionResult(null, opinion)
            : null;
    }

    /// <summary>The prediction as it was made; null if there is none, or the latest is no longer valid.</summary>
    private async Task<CountedPrediction?> FindPredictionAsync(
        AccountKey account,
        string? predictionId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        StoredBasis? found;
        if (predictionId is null)
        {
            var latest = await predictions.FindLatestAsync(account, PredictionType.Churn, cancellation);
            var place =
                latest is { Head: { } head } && latest.IsValidAt(now)
                    ? new PreviousPrediction(head.PredictionId, head.PredictedAt)
                    : null;
            found = place is null ? null : await bases.FindAsync(account, PredictionType.Churn, place, cancellation);
        }
        else
        {
            found = await bases.FindAsync(account, predictionId, cancellation) is (var why, PredictionType.Churn)
                ? why
                : null;
        }

        var scale = (await settings.OfAsync(account.Tenant, cancellation)).Risk;
        return found is null ? null : found.ToCounted(account.AccountId, PredictionType.Churn, scale);
    }

    /// <summary>True if what is on record decides the prediction already.</summary>
    private static bool IsDecided(Opinion opinion, AccountOutcomes told, KnownAccount known) =>
        !SettlePrediction
            .ByOutcomes(
                opinion.Prediction,
                told.Outcomes.ConvertAll(o => o.Outcome),
                opinion.SaidAt,
                known.Facts.Subscription?.StartDate
            )
            .IsOpen;
}
