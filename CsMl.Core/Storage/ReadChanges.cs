using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Tells what one transaction changed for whoever follows the results: what its writer says of predictions, and what the
/// rows say of everything else.
/// </summary>
internal static class ReadChanges
{
    /// <summary>Removals are written for each type; that of one stands for all.</summary>
    private static readonly string TypeOfRemovals = EnumNames.Of(PredictionType.Churn);

    /// <returns>Empty if nothing changed that is told.</returns>
    public static IReadOnlyList<ResultChange> Of(IReadOnlyList<EntityChange> changes) =>
        [.. changes.Select(change => change.Tells ?? Read(change)).OfType<ResultChange>()];

    private static ResultChange? Read(EntityChange change)
    {
        var isDelete = change.Kind == ChangeKind.Delete;
        switch (change.RowKey.Split(EntityKey.Separator))
        {
            case [ResultKeys.LatestKind, var account, var type]
                when type == TypeOfRemovals && RemovedRow.IsOne(change.Json):
                return new ResultChange(ResultChangeKind.Removal, account);
            case [ResultKeys.CtaKind, var account, var id] when !isDelete:
                var cta = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.CtaRecord)!.Cta;
                return new ResultChange(ResultChangeKind.Cta, account, id) { Status = cta.Status };
            case [ResultKeys.OutcomeKind, var account, _, _] when !isDelete:
                var outcome = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.Outcome)!;
                return new ResultChange(ResultChangeKind.Outcome, account) { Outcome = outcome.Kind };
            default:
                return null;
        }
    }
}
