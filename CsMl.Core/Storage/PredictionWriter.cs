using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Saves predictions: the latest of each type, what it was made of, the one that it supersedes, and the index by risk. All
/// change in one transaction, so that a list is never out of step with what it lists. What is superseded joins the history
/// as it was answered last.
/// </summary>
public sealed class PredictionWriter(Tables tables)
{
    private readonly IEntityTable results = tables.Results;
    private readonly OptimisticWriter turns = new();

    /// <summary>
    /// Makes <paramref name="made"/> the latest of its type; the one before is superseded by that. Where the same run
    /// made that one too, in another process, it stands.
    /// </summary>
    /// <param name="before">The latest as the caller read it; where that is no longer true, it is read again. Null: none was there.</param>
    public async Task SaveAsync(
        string tenant,
        MadePrediction made,
        LatestPrediction? before,
        CancellationToken cancellation
    )
    {
        var isAsRead = true;
        var partition = Bucket.Partition(new AccountKey(tenant, made.Prediction.AccountId));
        var latestKey = ResultKeys.Latest(made.Prediction.AccountId, made.Prediction.Type);
        await turns.UntilWrittenAsync(made.Prediction.AccountId, TrySaveAsync, cancellation);

        async Task<MadePrediction?> TrySaveAsync()
        {
            if (!isAsRead)
            {
                var row = await results.FindAsync(partition, latestKey, cancellation);
                before = row is null ? null : LatestPrediction.Read(row);
            }

            isAsRead = false;
            if (made.RunId is { } run && before?.RunId == run)
            {
                return made;
            }

            var changes = new List<EntityChange>(PredictionRows.MostEach);
            var watch = PredictionRows.AddChanges(changes, made, before);
            if (watch is not null)
            {
                changes.Add(watch.ToChange());
            }

            return (await results.WriteAsync(partition, changes, cancellation)).Succeeded ? made : null;
        }
    }

    /// <summary>
    /// Saves many predictions of one partition in as few transactions as they fit in. Where another writer got
    /// between, those of that transaction are saved one by one.
    /// </summary>
    /// <param name="made">Each with the latest prediction that was read for it, or null.</param>
    public async Task SavePageAsync(
        string tenant,
        int bucket,
        IReadOnlyList<(MadePrediction Made, LatestPrediction? Before)> made,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(tenant, bucket);
        var changes = new List<EntityChange>(EntityKey.MaxChanges);
        var watches = new Dictionary<DateTimeOffset, ValidationDue>();
        var bytes = 0;
        var first = 0;
        for (var i = 0; i < made.Count; i++)
        {
            var mine = new List<EntityChange>(PredictionRows.MostEach);
            var watch = PredictionRows.AddChanges(mine, made[i].Made, made[i].Before);
            var size = mine.Sum(change => change.Json.Length);
            var rows = changes.Count + mine.Count + watches.Count + (watch is null ? 0 : 1);
            if (rows > EntityKey.MaxChanges || bytes + size > EntityKey.MaxTransactionBytes)
            {
                await WriteOrSaveEachAsync(first, i);
            }

            changes.AddRange(mine);
            bytes += size;
            if (watch is not null)
            {
                watches[watch.From] = watch.Plus(watches.GetValueOrDefault(watch.From));
            }
        }

        await WriteOrSaveEachAsync(first, made.Count);

        async Task WriteOrSaveEachAsync(int from, int to)
        {
            changes.AddRange(watches.Values.Select(watch => watch.ToChange()));
            if (from < to && !(await results.WriteAsync(partition, changes, cancellation)).Succeeded)
            {
                for (var i = from; i < to; i++)
                {
                    await SaveAsync(tenant, made[i].Made, made[i].Before, cancellation);
                }
            }

            changes.Clear();
            watches.Clear();
            bytes = 0;
            first = to;
        }
    }
}
