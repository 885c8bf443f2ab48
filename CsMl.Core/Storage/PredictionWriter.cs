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
    /// Makes <paramref name="made"/> the latest of its type, and answers with the latest. The one before is superseded by
    /// that, unless it was made from later facts or, from the same ones, later: then it stands, and this one joins the
    /// history. It stands too where the same run made it, in another process.
    /// </summary>
    /// <param name="before">The latest as the caller read it; where that is no longer true, it is read again. Null: none was there.</param>
    /// <returns>Null: the account was removed after its facts were read; nothing is written.</returns>
    public async Task<LatestPrediction?> SaveAsync(
        string tenant,
        MadePrediction made,
        LatestPrediction? before,
        CancellationToken cancellation
    )
    {
        LatestPlace? asRead = LatestPlace.Of(before);
        var partition = Bucket.Partition(new AccountKey(tenant, made.Prediction.AccountId));
        var latestKey = ResultKeys.Latest(made.Prediction.AccountId, made.Prediction.Type);
        return (await turns.UntilWrittenAsync(made.Prediction.AccountId, TrySaveAsync, cancellation)).Latest;

        async Task<SavedPrediction?> TrySaveAsync()
        {
            var place = asRead ?? LatestPlace.Read(await results.FindAsync(partition, latestKey, cancellation));
            asRead = null;
            if (place.RemovedAt >= made.Facts.Revision)
            {
                return new SavedPrediction(null);
            }

            if (made.RunId is { } run && place.Latest?.RunId == run)
            {
                return new SavedPrediction(place.Latest);
            }

            var changes = new List<EntityChange>(PredictionRows.MostEach);
            var watch = PredictionRows.AddChanges(changes, made, place);
            if (watch is not null)
            {
                changes.Add(watch.ToChange());
            }

            return !(await results.WriteAsync(partition, changes, cancellation)).Succeeded ? null
                : place.Latest?.Head.IsNewerThan(made) == true ? new SavedPrediction(place.Latest)
                : new SavedPrediction(LatestPrediction.Of(made));
        }
    }

    /// <summary>
    /// After an account was removed from the CRM: its latest predictions join the history, the index by risk forgets it,
    /// and predictions that are being made from its old facts will not be saved. Done twice it is the same.
    /// </summary>
    /// <param name="removedAt">A revision that none of the account's facts had before.</param>
    public async Task WithdrawAsync(AccountKey account, long removedAt, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(account);
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            await turns.UntilWrittenAsync(account.AccountId, () => TryWithdrawAsync(type), cancellation);
        }

        async Task<RemovedRow?> TryWithdrawAsync(PredictionType type)
        {
            var key = ResultKeys.Latest(account.AccountId, type);
            var place = LatestPlace.Read(await results.FindAsync(partition, key, cancellation));
            var removed = new RemovedRow(removedAt);
            if (place.RemovedAt >= removedAt || place.Latest?.Head.FactsRevision > removedAt)
            {
                return removed;
            }

            var changes = new List<EntityChange> { place.Write(key, removed.ToJson()) };
            PredictionRows.AddWithdrawal(changes, account.AccountId, type, place.Latest);
            return (await results.WriteAsync(partition, changes, cancellation)).Succeeded ? removed : null;
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
            var watch = PredictionRows.AddChanges(mine, made[i].Made, LatestPlace.Of(made[i].Before));
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
