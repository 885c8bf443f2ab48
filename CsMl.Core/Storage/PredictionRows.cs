using System.Text.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>
/// The row changes for a new prediction: the prediction, its basis, the superseded prediction, the risk index, and the
/// rows for later validation.
/// </summary>
internal static class PredictionRows
{
    /// <summary>
    /// The usual number of rows: the latest prediction, its basis, the superseded prediction, and an insert and a
    /// delete in the risk index.
    /// </summary>
    public const int Each = 5;

    /// <summary>
    /// The most rows without a watch: the first prediction of a month counts for accuracy, and a departure is an
    /// outcome.
    /// </summary>
    public const int MostEach = Each + 2;

    /// <returns>The time from which the account must be checked for validation; null if no check is needed.</returns>
    public static ValidationDue? AddChanges(List<EntityChange> changes, MadePrediction made, LatestPlace place)
    {
        var before = place.Latest;
        if (before?.Head.IsNewerThan(made) == true)
        {
            AddSuperseded(changes, made, before);
            return null;
        }

        var prediction = made.Prediction;
        var (id, type) = (prediction.AccountId, prediction.Type);
        var latest = JsonSerializer.SerializeToUtf8Bytes(LatestRow.Of(made), RowJson.Plain.LatestRow);
        changes.Add(place.Write(ResultKeys.Latest(id, type), latest));
        if (made.Basis is { } basis)
        {
            changes.Add(StoredBasis.Of(made, basis, before?.Head).ToChange(id, type));
        }

        if (before is not null)
        {
            changes.Add(AddedToHistory(id, type, before));
        }

        var risk = ResultKeys.Risk(type, prediction.Probability, id);
        if (before is not null)
        {
            var oldRisk = ResultKeys.Risk(type, before.Head.Probability, id);
            if (oldRisk != risk)
            {
                changes.Add(EntityChange.Delete(oldRisk));
            }
        }

        changes.Add(
            EntityChange.Upsert(risk, JsonSerializer.SerializeToUtf8Bytes(RiskRow.Of(made), RowJson.Plain.RiskRow))
        );
        return made.Basis is null ? null : AddOutcome(changes, prediction, made.Basis, before?.Head);
    }

    /// <summary>Removes the latest prediction of a removed account from the index and adds it to the history.</summary>
    public static void AddWithdrawal(
        List<EntityChange> changes,
        string accountId,
        PredictionType type,
        LatestPrediction? latest
    )
    {
        if (latest is { Head: { } head })
        {
            changes.Add(AddedToHistory(accountId, type, latest));
            changes.Add(EntityChange.Delete(ResultKeys.Risk(type, head.Probability, accountId)));
        }
    }

    private static EntityChange AddedToHistory(string accountId, PredictionType type, LatestPrediction latest) =>
        EntityChange.Upsert(
            ResultKeys.History(accountId, type, latest.Head.PredictedAt, latest.Head.PredictionId),
            latest.Json.Utf8
        );

    /// <summary>
    /// Adds a prediction that is older than the stored one to the history, on condition that the stored one is
    /// unchanged.
    /// </summary>
    private static void AddSuperseded(List<EntityChange> changes, MadePrediction made, LatestPrediction newer)
    {
        var prediction = made.Prediction;
        var (id, type) = (prediction.AccountId, prediction.Type);
        changes.Add(newer.Keep(id, type));
        changes.Add(
            EntityChange.Upsert(
                ResultKeys.History(id, type, prediction.PredictedAt, prediction.PredictionId),
                made.Json.Utf8
            )
        );
        if (made.Basis is { } basis)
        {
            changes.Add(StoredBasis.Of(made, basis, null).ToChange(id, type));
        }
    }

    /// <summary>
    /// Adds the row that accuracy is measured on, if this is the first prediction of a month, and a departure, if this
    /// is the first prediction to find it.
    /// </summary>
    private static ValidationDue? AddOutcome(
        List<EntityChange> changes,
        Prediction prediction,
        PredictionBasis basis,
        LatestHead? before
    )
    {
        var (id, at) = (prediction.AccountId, prediction.PredictedAt);
        ValidationDue? watch = null;
        if (before is null || Month(before.PredictedAt) < Month(at))
        {
            var counted = CountedPrediction.Of(prediction, basis);
            changes.Add(OutcomeStore.ToChange(counted));
            watch = counted.IsOpen ? ValidationDue.Of(counted.Due, id) : null;
        }

        if (basis.HasLeft && before is { HasLeft: false })
        {
            changes.Add(OutcomeStore.ToChange(id, new Outcome(OutcomeKind.Churned, at, IsInferred: true)));
            watch = ValidationDue.Of(at, id);
        }

        return watch;
    }

    private static int Month(DateTimeOffset at) => at.UtcDateTime.Year * 12 + at.UtcDateTime.Month;
}
