using System.Text.Json;
using CsMl.Core.Accounts;
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
    /// The most rows without a watch: the first prediction of a month counts for accuracy, a CRM may get the
    /// probability, and an account at high risk is listed by its revenue, too.
    /// </summary>
    public const int MostEach = Each + 4;

    /// <param name="made">As it is stored at <paramref name="place"/> (<see cref="LatestPlace.Fit"/>).</param>
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
        var now = LatestHead.Of(made);
        var latest = JsonSerializer.SerializeToUtf8Bytes(new LatestRow(now, made.Json), RowJson.Plain.LatestRow);
        changes.Add(place.Write(ResultKeys.Latest(id, type), latest));
        if (made.Basis is { } basis)
        {
            changes.Add(
                StoredBasis.Of(made, basis, before?.Head).ToChange(id, type) with
                {
                    // Nobody is told what differs by the scale alone.
                    Tells = made.IsRescored ? null : Tell(id, type, now, before?.Head),
                }
            );
        }

        if (before is not null)
        {
            changes.Add(AddedToHistory(id, type, before));
        }

        AddRisk(changes, made, now, before?.Head);
        AddReport(changes, made, before?.Head);
        return made.Basis is null ? null : AddCounted(changes, made, made.Basis, before?.Head);
    }

    private static void AddRisk(List<EntityChange> changes, MadePrediction made, LatestHead now, LatestHead? before)
    {
        var (id, type) = (made.Prediction.AccountId, made.Prediction.Type);
        var keys = now.RiskKeys(id, type);
        changes.AddRange((before?.RiskKeys(id, type) ?? []).Except(keys).Select(old => EntityChange.Delete(old)));
        if (keys.Count > 0)
        {
            var risk = RiskRow.Of(made) with { Before = RiskBefore.Of(before) };
            var row = JsonSerializer.SerializeToUtf8Bytes(risk, RowJson.Plain.RiskRow);
            changes.AddRange(keys.Select(key => EntityChange.Upsert(key, row)));
        }
    }

    /// <summary>The change that whoever follows the results is told; of accounts that are not listed, no probability.</summary>
    private static ResultChange Tell(string accountId, PredictionType type, LatestHead now, LatestHead? before)
    {
        var told = now.IsListed ? now : null;
        var previous = before is { IsListed: true } ? before : null;
        return new ResultChange(ResultChangeKind.Prediction, accountId, now.PredictionId)
        {
            Type = type,
            Probability = told?.Probability,
            Category = told?.Category,
            Previous = previous?.Probability,
            PreviousCategory = previous?.Category,
        };
    }

    /// <summary>Marks the account for the CRM, unless it gets the same probability as before.</summary>
    private static void AddReport(List<EntityChange> changes, MadePrediction made, LatestHead? before)
    {
        if (
            made.IsReported
            && !(
                before is { IsReported: true }
                && ChurnRiskStore.Of(before.Probability) == ChurnRiskStore.Of(made.Prediction.Probability)
            )
        )
        {
            changes.Add(ChurnRiskStore.ToChange(made.Prediction.AccountId));
        }
    }

    /// <summary>The rows by which a rescored prediction becomes one like any other.</summary>
    /// <param name="isReported">True if the CRM gets its probability.</param>
    public static void AddAccepted(
        List<EntityChange> changes,
        string accountId,
        PredictionType type,
        LatestPrediction rescored,
        bool isReported
    )
    {
        var head = rescored.Head with { IsRescored = false, IsReported = isReported };
        changes.Add(
            (rescored with { Head = head }).Keep(accountId, type) with
            {
                Tells = Tell(accountId, type, head, before: null),
            }
        );
        if (isReported)
        {
            changes.Add(ChurnRiskStore.ToChange(accountId));
        }
    }

    /// <summary>
    /// Removes the latest prediction of an account that has left, or is no customer, from the risk index.
    /// </summary>
    /// <param name="departure">The departure that the facts show and nobody recorded; null if there is none.</param>
    public static void AddUnlisting(
        List<EntityChange> changes,
        string accountId,
        PredictionType type,
        LatestPrediction latest,
        Outcome? departure
    )
    {
        var unlisted = latest with { Head = latest.Head with { Listing = RiskListing.None } };
        changes.Add(unlisted.Keep(accountId, type));
        changes.AddRange(latest.Head.RiskKeys(accountId, type).Select(key => EntityChange.Delete(key)));

        if (departure is not null)
        {
            changes.Add(OutcomeStore.ToChange(accountId, departure));
            changes.Add(ValidationDue.Of(departure.OccurredAt, accountId).ToChange());
        }
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
            changes.AddRange(head.RiskKeys(accountId, type).Select(key => EntityChange.Delete(key)));
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
    /// Adds the row that accuracy is measured on, if this is the first prediction of a month and of a customer who has
    /// not given notice.
    /// </summary>
    private static ValidationDue? AddCounted(
        List<EntityChange> changes,
        MadePrediction made,
        PredictionBasis basis,
        LatestHead? before
    )
    {
        if (
            made.Account.Lifecycle != Lifecycle.Customer
            || Month(before?.PredictedAt) >= Month(made.Prediction.PredictedAt)
        )
        {
            return null;
        }

        var counted = CountedPrediction.Of(made.Prediction, basis) with { PredictedFrom = made.PredictedFrom };
        changes.Add(OutcomeStore.ToChange(counted));
        return ValidationDue.Of(counted.Due, counted.AccountId);
    }

    private static int? Month(DateTimeOffset? at) => at?.UtcDateTime.Year * 12 + at?.UtcDateTime.Month;
}
