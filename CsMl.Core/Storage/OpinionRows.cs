using System.Text.Json;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>
/// The rows of an opinion: its own, one for each author and prediction, and a copy in the list over accounts, written in
/// the same transaction.
/// </summary>
internal static class OpinionRows
{
    /// <summary>The changes that <see cref="Write"/> makes at most.</summary>
    public const int Most = 3;

    public static string KeyOf(Opinion opinion) =>
        ResultKeys.Opinion(
            opinion.AccountId,
            opinion.Prediction.PredictedAt,
            opinion.Prediction.PredictionId,
            opinion.Author
        );

    public static string ListedKeyOf(Opinion opinion) =>
        ResultKeys.ListedOpinion(opinion.SaidAt, opinion.AccountId, opinion.Prediction.PredictionId, opinion.Author);

    /// <param name="before">The stored opinion that it replaces; null for a new one.</param>
    public static IEnumerable<EntityChange> Write(Opinion opinion, StoredOpinion? before)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(opinion, RowJson.Plain.Opinion);
        var (key, listed) = (KeyOf(opinion), ListedKeyOf(opinion));
        yield return before is null ? EntityChange.Insert(key, json) : EntityChange.Replace(key, json, before.ETag);
        yield return EntityChange.Upsert(listed, json);
        if (before is not null && ListedKeyOf(before.Opinion) is var old && old != listed)
        {
            yield return EntityChange.Delete(old);
        }
    }

    public static Opinion Read(Entity row) => row.Read(RowJson.Plain.Opinion);
}
