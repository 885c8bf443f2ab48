using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// The rows of the results that follow from no other row and that others do not contradict. Most of those that cannot be
/// read are deleted, because the app does without them, and would fail at them again and again.
/// </summary>
internal sealed class ResultKinds(IEntityTable results, string partition)
{
    public IEnumerable<RowKind> All =>
        [
            .. OfPredictions,
            .. OfCtas,
            Mark(ResultKeys.OutgoingKind),
            Mark(ResultKeys.ChurnRiskKind),
            Mark(ResultKeys.ListedKind),
        ];

    private IEnumerable<RowKind> OfPredictions =>
        [
            Of(
                ResultKeys.HistoryKind,
                IsHistory,
                "A past prediction cannot be read; `--repair` deletes it, and the history has a gap.",
                RowKind.Delete
            ),
            Of(
                ResultKeys.WhyKind,
                IsBasis,
                "What a prediction was based on cannot be read; `--repair` deletes it, and nobody sees what changed since.",
                RowKind.Delete
            ),
            Of(
                ResultKeys.CountedKind,
                IsCounted,
                "A prediction that counts for accuracy cannot be read; `--repair` deletes it, and one fewer counts.",
                RowKind.Delete
            ),
            Of(
                ResultKeys.WatchKind,
                row => ResultKeys.ReadWatch(row.RowKey) is not null && RowKind.IsMark(row),
                "The row that says when accounts are validated cannot be read; `--repair` writes it again if its key is whole; else it deletes it, and `validate-predictions` of the API validates what waited.",
                row =>
                    TryRow.Read(() => ResultKeys.ReadWatch(row.RowKey)) is null
                        ? RowKind.Delete(row)
                        : RowKind.Rewrite(row)
            ),
            Of(
                ResultKeys.OutcomeKind,
                IsOutcome,
                "What became of an account cannot be read; `--repair` deletes it: record it again then.",
                row => IsToldMark(row) ? RowKind.Rewrite(row) : RowKind.Delete(row)
            ),
            Of(
                ResultKeys.ChangedKind,
                row => row.Read(RowJson.Plain.ChangedResults).Changes.All(change => change.AccountId is not null),
                "An entry of the list of changes cannot be read; `--repair` deletes it, and whoever follows the list misses it.",
                RowKind.Delete
            ),
        ];

    private IEnumerable<RowKind> OfCtas =>
        [
            Of(
                ResultKeys.LogKind,
                row => CtaRows.ReadEvent(row) is { Why: not null },
                "An event of a CTA cannot be read; `--repair` deletes it, and the CTA's history has a gap.",
                RowKind.Delete
            ),
            Of(
                ResultKeys.LinkKind,
                row => row.Read(RowJson.Plain.CtaLink) is not null,
                "What is known of a CTA in the CRM cannot be read; `--repair` deletes it, and its next change is sent as a new CTA under the same id.",
                RowKind.Delete
            ),
            Of(
                ResultKeys.RefusedKind,
                row => row.Read(RowJson.Plain.DeliveryFailure) is { Reason: not null },
                "Why the CRM refused something cannot be read; `--repair` puts in its place that the reason is lost.",
                row => new DeliveryFailure(DateTimeOffset.UnixEpoch, "The reason is lost.").ToReplacement(row)
            ),
        ];

    private RowKind Mark(string kind) =>
        Of(
            kind,
            RowKind.IsMark,
            "The row is damaged; only its key counts, and `--repair` writes it again.",
            RowKind.Rewrite
        );

    private RowKind Of(string kind, Func<Entity, bool> isReadable, string message, Func<Entity, EntityChange> repair) =>
        new(results, partition, RowRange.Of(kind + EntityKey.Separator), isReadable, message, repair);

    /// <summary>A key of another shape is reported where the past predictions are compared with the latest.</summary>
    private static bool IsHistory(Entity row) =>
        row.RowKey.Split(EntityKey.Separator).Length < 5
        || (PredictionReader.Parse(row) is { } past && Names(row, past.AccountId, past.PredictionId));

    private static bool IsBasis(Entity row) =>
        row.Read(RowJson.Plain.StoredBasis) is { Basis: not null } basis
        && Names(row, ResultKeys.AccountOf(row.RowKey), basis.PredictionId);

    private static bool IsCounted(Entity row)
    {
        CountedPrediction counted = OutcomeStore.ReadCounted(row);
        return Names(row, counted.AccountId, counted.PredictionId) && counted.Probability is >= 0 and <= 1;
    }

    private static bool IsOutcome(Entity row) =>
        IsToldMark(row) ? RowKind.IsMark(row) : row.Read(RowJson.Plain.Outcome).OccurredAt > default(DateTimeOffset);

    /// <summary>True for the row that says only that an account has outcomes.</summary>
    private static bool IsToldMark(Entity row) =>
        row.RowKey == ResultKeys.OutcomesTold(ResultKeys.AccountOf(row.RowKey));

    /// <summary>True if the row is of the account and the prediction of its key.</summary>
    private static bool Names(Entity row, string accountId, string predictionId) =>
        row.RowKey.Split(EntityKey.Separator) is [_, var account, .., var last]
        && account == accountId
        && last == predictionId;
}
