using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Tells from the rows of one transaction what it changed for whoever follows the results, so that no writer has to
/// think of them.
/// </summary>
internal sealed class ReadChanges
{
    /// <summary>Removals are written for each type; that of one stands for all.</summary>
    private static readonly string TypeOfRemovals = EnumNames.Of(PredictionType.Churn);

    private readonly List<ResultChange> _told = [];

    /// <returns>Empty if nothing changed that is told.</returns>
    public static IReadOnlyList<ResultChange> Of(IReadOnlyList<EntityChange> changes)
    {
        var read = new ReadChanges();
        foreach (var change in changes)
        {
            read.Add(change);
        }

        return read._told;
    }

    private void Add(EntityChange change)
    {
        if (change.Tells is { } told)
        {
            _told.Add(told);
        }

        var isDelete = change.Kind == ChangeKind.Delete;
        switch (change.RowKey.Split(EntityKey.Separator))
        {
            case [ResultKeys.LatestKind, var account, var type]
                when type == TypeOfRemovals && RemovedRow.IsOne(change.Json):
                _told.Add(new ResultChange(ResultChangeKind.Removal, account));
                break;
            case [ResultKeys.CtaKind, var account, var id] when !isDelete:
                var cta = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.CtaRecord)!.Cta;
                _told.Add(new ResultChange(ResultChangeKind.Cta, account, id) { Status = cta.Status });
                break;
            case [ResultKeys.OutcomeKind, var account, _, _] when !isDelete:
                var outcome = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.Outcome)!;
                _told.Add(new ResultChange(ResultChangeKind.Outcome, account) { Outcome = outcome.Kind });
                break;
        }
    }
}
