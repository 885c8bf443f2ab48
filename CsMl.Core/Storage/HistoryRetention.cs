using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Deletes old predictions from the history, and what they were made of. What accuracy is measured on stays, with what
/// that was made of, and so does what the latest prediction was made of.
/// </summary>
public sealed class HistoryRetention(Tables tables)
{
    /// <summary>Days after which the turn of an account comes again.</summary>
    public const int Turns = 28;

    private readonly IEntityTable _results = tables.Results;

    /// <summary>Deletes the rows of one bucket's accounts whose turn it is. Returns their number.</summary>
    /// <param name="turn">0 to <see cref="Turns"/> − 1.</param>
    /// <param name="before">Predictions made before this instant are deleted.</param>
    public async Task<int> DeleteAsync(
        string tenant,
        int bucket,
        int turn,
        DateTimeOffset before,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(tenant, bucket);
        var deleted = 0;
        // Every account that ever had a prediction has a row of this kind.
        var latest = ResultKeys.AllLatest with
        {
            KeysOnly = true,
        };
        await foreach (var row in _results.QueryAsync(partition, latest, cancellation))
        {
            if (
                row.RowKey.Split(EntityKey.Separator) is [_, var account, var word]
                && Bucket.Hash(account) / Bucket.Count % Turns == turn
                && EnumNames.Find<PredictionType>(word) is { } type
            )
            {
                deleted += await DeleteAsync(partition, account, type, before, cancellation);
            }
        }

        return deleted;
    }

    private async Task<int> DeleteAsync(
        string partition,
        string accountId,
        PredictionType type,
        DateTimeOffset before,
        CancellationToken cancellation
    )
    {
        var old = await ListAsync(partition, ResultKeys.HistoryBefore(accountId, type, before), cancellation);
        var bases = await ListAsync(partition, ResultKeys.WhysBefore(accountId, type, before), cancellation);
        if (bases.Count > 0)
        {
            var counted = ResultKeys.CountedOf(accountId, type) with { KeysOnly = true };
            var kept = (await ListAsync(partition, counted, cancellation)).Select(PlaceOf).ToHashSet();
            var latest = await _results.FindAsync(partition, ResultKeys.Latest(accountId, type), cancellation);
            if (latest is not null && LatestPrediction.Read(latest) is { } prediction)
            {
                kept.Add(ResultKeys.Place(prediction.Prediction));
            }

            old.AddRange(bases.Where(key => !kept.Contains(PlaceOf(key))));
        }

        foreach (var some in old.Chunk(EntityKey.MaxChanges))
        {
            await _results.WriteAsync(partition, [.. some.Select(key => EntityChange.Delete(key))], cancellation);
        }

        return old.Count;
    }

    /// <summary>When a prediction was made and its id: the end of its row's key in every kind.</summary>
    private static string PlaceOf(string rowKey) =>
        rowKey.Split(EntityKey.Separator) is [.., var at, var id] ? EntityKey.Of(at, id) : rowKey;

    private async Task<List<string>> ListAsync(string partition, RowRange range, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in _results.QueryAsync(partition, range, cancellation))
        {
            keys.Add(row.RowKey);
        }

        return keys;
    }
}
