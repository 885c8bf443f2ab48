using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Saves predictions: the latest of each type, its basis, the superseded prediction, and the risk index. All change in
/// one transaction, so that the index always agrees with the predictions. A superseded prediction is added to the
/// history as it was last returned.
/// </summary>
/// <param name="outgoing">Null if there is no CRM.</param>
public sealed class PredictionWriter(Tables tables, Outgoing? outgoing = null)
{
    private readonly IEntityTable _results = tables.Results;
    private readonly OptimisticWriter _turns = new();
    private readonly ErasedAccounts _erased = new(tables);
    private readonly EraseResults _eraseResults = new(tables);

    /// <summary>
    /// Saves <paramref name="made"/> as the latest of its type and returns the latest. The previous one is superseded
    /// unless it was made from later facts, or from the same facts at a later time: then it stays the latest and
    /// <paramref name="made"/> is added to the history. It also stays if another process made it for the same run.
    /// </summary>
    /// <param name="before">
    /// The latest as the caller read it, or null if there was none; it is read again if it has changed.
    /// </param>
    /// <returns>
    /// Null if the account was removed or erased after its facts were read; then nothing of the prediction is stored.
    /// </returns>
    public async Task<LatestPrediction?> SaveAsync(
        string tenant,
        MadePrediction made,
        LatestPrediction? before,
        CancellationToken cancellation
    )
    {
        made = Reported(made);
        LatestPlace? asRead = LatestPlace.Of(before);
        var account = new AccountKey(tenant, made.Prediction.AccountId);
        var partition = Bucket.Partition(account);
        var latestKey = ResultKeys.Latest(made.Prediction.AccountId, made.Prediction.Type);
        return (await _turns.UntilWrittenAsync(made.Prediction.AccountId, TrySaveAsync, cancellation)).Latest;

        async Task<SavedPrediction?> TrySaveAsync()
        {
            var place = asRead ?? LatestPlace.Read(await _results.FindAsync(partition, latestKey, cancellation));
            var hasLeft = place.HasLeft(made, before);
            asRead = null;
            if (place.RemovedAt >= made.Facts.Revision || (place.ETag is null && await IsErasedAsync()))
            {
                return new SavedPrediction(null);
            }

            if (made.RunId is { } run && place.Latest?.RunId == run)
            {
                return new SavedPrediction(place.Latest);
            }

            var isOlder = place.Latest?.Head.IsNewerThan(made) == true;
            if (isOlder && await IsErasedAsync())
            {
                // Its facts were erased; the newer prediction is of an account that was restored.
                return new SavedPrediction(place.Latest);
            }

            var fitted = place.Fit(hasLeft ? made.Unlisted() : made);
            var changes = new List<EntityChange>(PredictionRows.MostEach);
            var watch = PredictionRows.AddChanges(changes, fitted, place);
            if (watch is not null)
            {
                changes.Add(watch.ToChange());
            }

            // What is written first of an account is looked after to the end, even if the caller has gone.
            var toTheEnd = place.ETag is null ? CancellationToken.None : cancellation;
            if (!(await _results.WriteIndexedAsync(partition, changes, toTheEnd)).Succeeded)
            {
                return null;
            }

            return place.ETag is null && await TakeBackErasedAsync(tenant, [made]) ? new SavedPrediction(null)
                : isOlder ? new SavedPrediction(place.Latest)
                : new SavedPrediction(LatestPrediction.Of(fitted));
        }

        Task<bool> IsErasedAsync() => _erased.BarAsync(account, made.Facts.Revision, cancellation);
    }

    /// <summary>
    /// Withdraws the predictions of an account that was removed from the CRM: the latest ones are added to the history
    /// and removed from the risk index, and predictions still in progress from the old facts will not be saved.
    /// Idempotent.
    /// </summary>
    /// <param name="removedAt">A revision later than those of all the account's facts.</param>
    public async Task WithdrawAsync(AccountKey account, long removedAt, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(account);
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            await _turns.UntilWrittenAsync(account.AccountId, () => TryWithdrawAsync(type), cancellation);
        }

        // The marks name the account.
        if (await _erased.IsErasedAsync(account, cancellation))
        {
            await _eraseResults.RunAsync(account, cancellation);
        }

        async Task<RemovedRow?> TryWithdrawAsync(PredictionType type)
        {
            var key = ResultKeys.Latest(account.AccountId, type);
            var place = LatestPlace.Read(await _results.FindAsync(partition, key, cancellation));
            var removed = new RemovedRow(removedAt);
            if (place.RemovedAt >= removedAt || place.Latest?.Head.FactsRevision > removedAt)
            {
                return removed;
            }

            var changes = new List<EntityChange> { place.Write(key, removed.ToJson()) };
            PredictionRows.AddWithdrawal(changes, account.AccountId, type, place.Latest);
            return (await _results.WriteIndexedAsync(partition, changes, cancellation)).Succeeded ? removed : null;
        }
    }

    /// <summary>
    /// Removes a prediction from the risk index, because its account has left or is no customer, and records the
    /// departure that the facts show. Does nothing if a newer prediction has been saved. Idempotent.
    /// </summary>
    /// <param name="again">
    /// Looks at the account again after the prediction was read, so that an outcome recorded later makes the write fail.
    /// Null if the account is a customer after all.
    /// </param>
    public async Task UnlistAsync(
        AccountKey account,
        Prediction prediction,
        Func<Task<NoCustomer?>> again,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(account);
        var key = ResultKeys.Latest(account.AccountId, prediction.Type);
        await _turns.UntilWrittenAsync(account.AccountId, TryUnlistAsync, cancellation);

        async Task<SavedPrediction?> TryUnlistAsync()
        {
            var row = await _results.FindAsync(partition, key, cancellation);
            var latest = row is null ? null : LatestPrediction.Read(row);
            if (latest?.Head.PredictionId != prediction.PredictionId || !latest.Head.IsListed)
            {
                return new SavedPrediction(latest);
            }

            if (await again() is not { } gone)
            {
                return new SavedPrediction(latest);
            }

            var changes = new List<EntityChange>();
            PredictionRows.AddUnlisting(changes, account.AccountId, prediction.Type, latest, gone.Unrecorded);
            return (await _results.WriteIndexedAsync(partition, changes, cancellation)).Succeeded
                ? new SavedPrediction(latest)
                : null;
        }
    }

    /// <summary>
    /// Takes a rescored prediction for one like any other from now on: it is told by <c>changes</c>, and the CRM gets its
    /// probability. Does nothing if another is the latest by now. Idempotent.
    /// </summary>
    public async Task AcceptRescoredAsync(string tenant, Prediction prediction, CancellationToken cancellation)
    {
        var account = new AccountKey(tenant, prediction.AccountId);
        var partition = Bucket.Partition(account);
        var key = ResultKeys.Latest(account.AccountId, prediction.Type);
        await _turns.UntilWrittenAsync(account.AccountId, TryAcceptAsync, cancellation);

        async Task<SavedPrediction?> TryAcceptAsync()
        {
            var row = await _results.FindAsync(partition, key, cancellation);
            var latest = row is null ? null : LatestPrediction.Read(row);
            if (latest?.Head.PredictionId != prediction.PredictionId || !latest.Head.IsRescored)
            {
                return new SavedPrediction(latest);
            }

            var changes = new List<EntityChange>();
            PredictionRows.AddAccepted(changes, account.AccountId, prediction.Type, latest, IsReported(prediction));
            return (await _results.WriteIndexedAsync(partition, changes, cancellation)).Succeeded
                ? new SavedPrediction(latest)
                : null;
        }
    }

    /// <summary>
    /// Saves many predictions of one partition in as few transactions as possible. If a transaction conflicts with
    /// another writer, its predictions are saved one by one.
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
        if (made is [{ Before: null }])
        {
            // It may have taken a model minutes, in which its account was erased.
            await SaveAsync(tenant, made[0].Made, before: null, cancellation);
            return;
        }

        var changes = new List<EntityChange>(EntityKey.MaxChanges);
        var watches = new Dictionary<DateTimeOffset, ValidationDue>();
        var bytes = 0;
        var first = 0;
        try
        {
            for (var i = 0; i < made.Count; i++)
            {
                var mine = new List<EntityChange>(PredictionRows.MostEach);
                var place = LatestPlace.Of(made[i].Before);
                var watch = PredictionRows.AddChanges(mine, place.Fit(Reported(made[i].Made)), place);
                var size = mine.Sum(change => change.Json.Length);
                var rows = changes.Count + mine.Count + watches.Count + (watch is null ? 0 : 1);
                if (rows > RecordingTable.MostChanges || bytes + size > EntityKey.MaxTransactionBytes)
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
        }
        finally
        {
            // What is written is looked after to the end, even if the host is stopping.
            await TakeBackErasedAsync(tenant, [.. made.Where(one => one.Before is null).Select(one => one.Made)]);
        }

        async Task WriteOrSaveEachAsync(int from, int to)
        {
            changes.AddRange(watches.Values.Select(watch => watch.ToChange()));
            if (from < to && !(await _results.WriteIndexedAsync(partition, changes, cancellation)).Succeeded)
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

    /// <summary>
    /// Deletes what was just saved of accounts that had no prediction before and were erased meanwhile. True if there
    /// were any.
    /// </summary>
    private async Task<bool> TakeBackErasedAsync(string tenant, IReadOnlyCollection<MadePrediction> saved)
    {
        var barred = await _erased.AmongAsync(
            tenant,
            [.. saved.Select(made => (made.Prediction.AccountId, made.Facts.Revision))],
            CancellationToken.None
        );
        foreach (var id in barred)
        {
            await _eraseResults.RunAsync(new AccountKey(tenant, id), CancellationToken.None);
        }

        return barred.Count > 0;
    }

    private MadePrediction Reported(MadePrediction made) => made with { IsReported = IsReported(made.Prediction) };

    /// <summary>True if the CRM gets the probabilities of such predictions.</summary>
    private bool IsReported(Prediction prediction) => outgoing is { ChurnRisk: true } && prediction is ChurnPrediction;
}
