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

    private readonly List<ResultChange> _others = [];
    private readonly Dictionary<(string Account, string Type), Draft> _drafts = [];

    /// <returns>Empty if nothing changed that is told.</returns>
    public static IReadOnlyList<ResultChange> Of(IReadOnlyList<EntityChange> changes)
    {
        var read = new ReadChanges();
        foreach (var change in changes)
        {
            read.Add(change);
        }

        return
        [
            .. read._drafts.Select(draft => draft.Value.ToChange(draft.Key)).OfType<ResultChange>(),
            .. read._others,
        ];
    }

    private void Add(EntityChange change)
    {
        if (change.Tells is { } told)
        {
            _others.Add(told);
        }

        var isDelete = change.Kind == ChangeKind.Delete;
        switch (change.RowKey.Split(EntityKey.Separator))
        {
            // Every new prediction has a basis.
            case [ResultKeys.WhyKind, var account, var type, _, var id] when !isDelete && !change.IsUntold:
                DraftOf(account, type).Id = id;
                break;
            case [ResultKeys.HistoryKind, var account, var type, _, var id] when !isDelete:
                DraftOf(account, type).SupersededId = id;
                break;
            case [ResultKeys.RiskKind or ResultKeys.NoticeKind, var type, var highest, var account]:
                var probability = ResultKeys.ProbabilityIn(highest);
                var draft = DraftOf(account, type);
                draft.Now = isDelete ? draft.Now : probability;
                draft.Before = isDelete ? probability : draft.Before;
                break;
            case [ResultKeys.LatestKind, var account, var type]
                when type == TypeOfRemovals && RemovedRow.IsOne(change.Json):
                _others.Add(new ResultChange(ResultChangeKind.Removal, account));
                break;
            case [ResultKeys.CtaKind, var account, var id] when !isDelete:
                var cta = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.CtaRecord)!.Cta;
                _others.Add(new ResultChange(ResultChangeKind.Cta, account, id) { Status = cta.Status });
                break;
            case [ResultKeys.OutcomeKind, var account, _, _] when !isDelete:
                var outcome = JsonSerializer.Deserialize(change.Json.Span, RowJson.Plain.Outcome)!;
                _others.Add(new ResultChange(ResultChangeKind.Outcome, account) { Outcome = outcome.Kind });
                break;
        }
    }

    private Draft DraftOf(string account, string type)
    {
        if (!_drafts.TryGetValue((account, type), out var draft))
        {
            _drafts.Add((account, type), draft = new Draft());
        }

        return draft;
    }

    /// <summary>What the rows say of the prediction of one account and type.</summary>
    private sealed class Draft
    {
        public string? Id { get; set; }

        public string? SupersededId { get; set; }

        public double? Now { get; set; }

        public double? Before { get; set; }

        /// <summary>Null if there is no new latest prediction; one that is superseded at once is none.</summary>
        public ResultChange? ToChange((string Account, string Type) key) =>
            Id is null || Id == SupersededId
                ? null
                : new ResultChange(ResultChangeKind.Prediction, key.Account, Id)
                {
                    Type = EnumNames.Find<PredictionType>(key.Type),
                    Probability = Now,
                    // The index keeps its row if the probability is the same.
                    Previous = Before ?? (SupersededId is null ? null : Now),
                };
    }
}
