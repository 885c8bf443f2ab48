using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores the outcomes of accounts, the predictions that accuracy is measured on, and the watches
/// (<see cref="ValidationDue"/>). A watch is written in the same transaction as its predictions and deleted after all
/// of its accounts were checked, so an account is checked at least once and possibly twice.
/// </summary>
public sealed class OutcomeStore(Tables tables)
{
    private readonly IEntityTable _results = tables.Results;
    private readonly RebuildRiskRow _rebuild = new(tables);

    /// <summary>
    /// The watches of a bucket that are due, grouped by time, because one page writes the watches of one time.
    /// </summary>
    public async Task<IReadOnlyList<(ValidationDue Accounts, IReadOnlyList<ValidationDue> Watches)>> ListDueAsync(
        string tenant,
        int bucket,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var range = ResultKeys.WatchesUntil(now) with { KeysOnly = true };
        var due = new List<ValidationDue>();
        await foreach (var row in _results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
        {
            due.Add(ResultKeys.ReadWatch(row.RowKey));
        }

        return
        [
            .. due.GroupBy(w => w.From)
                .Select(w => (w.Aggregate((a, b) => a.Plus(b)), (IReadOnlyList<ValidationDue>)[.. w])),
        ];
    }

    /// <summary>Deletes watches. It is no error if another caller already deleted one.</summary>
    public async Task EndAsync(
        string tenant,
        int bucket,
        IReadOnlyList<ValidationDue> watches,
        CancellationToken cancellation
    )
    {
        foreach (var some in watches.Select(w => EntityChange.Delete(ResultKeys.Watch(w))).Chunk(EntityKey.MaxChanges))
        {
            await WriteAsync(tenant, bucket, some, cancellation);
        }
    }

    public async Task<AccountOutcomes> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        var id = account.AccountId;
        var found = await FindBetweenAsync(account.Tenant, Bucket.Of(id), id, id, cancellation);
        return found.GetValueOrDefault(id, new AccountOutcomes(id));
    }

    /// <summary>The departure and the renewal that callers recorded for an account.</summary>
    public async Task<RetentionOutcomes> FindRetentionAsync(
        AccountKey account,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var id = account.AccountId;
        var outcomes = await ListOutcomesAsync(account.Tenant, Bucket.Of(id), (id, id), cancellation);
        return Outcome.RetentionAsOf(outcomes[id], now);
    }

    /// <summary>The outcomes of a bucket's accounts. The optional range of ids includes both ends.</summary>
    /// <param name="skip">Called for each account of which an outcome is damaged; null to throw at it.</param>
    public async Task<ILookup<string, Outcome>> ListOutcomesAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        CancellationToken cancellation,
        Action<string, DamagedRowException>? skip = null
    )
    {
        var outcomes = new List<(string AccountId, Outcome Outcome)>();
        var keys = range is { } ids ? ResultKeys.OutcomesBetween(ids.First, ids.Last) : ResultKeys.AllOutcomes;
        await foreach (var row in _results.QueryAsync(Bucket.Partition(tenant, bucket), keys, cancellation))
        {
            var accountId = ResultKeys.AccountOf(row.RowKey);
            if (row.RowKey == ResultKeys.OutcomesTold(accountId))
            {
                continue;
            }

            try
            {
                outcomes.Add((accountId, ReadOutcome(row)));
            }
            catch (DamagedRowException e) when (skip is not null)
            {
                skip(accountId, e);
            }
        }

        return outcomes.ToLookup(o => o.AccountId, o => o.Outcome, StringComparer.Ordinal);
    }

    /// <summary>
    /// The stored outcomes and predictions of a bucket's accounts between two ids, in key order; accounts without any
    /// are omitted.
    /// </summary>
    public async Task<Dictionary<string, AccountOutcomes>> FindBetweenAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(tenant, bucket);
        var found = new Dictionary<string, AccountOutcomes>(StringComparer.Ordinal);
        await foreach (var row in _results.QueryAsync(partition, ResultKeys.CountedBetween(first, last), cancellation))
        {
            var prediction = ReadCounted(row);
            Of(prediction.AccountId).Counted.Add((prediction, row.ETag));
        }

        await foreach (var row in _results.QueryAsync(partition, ResultKeys.OutcomesBetween(first, last), cancellation))
        {
            var accountId = ResultKeys.AccountOf(row.RowKey);
            if (row.RowKey == ResultKeys.OutcomesTold(accountId))
            {
                Of(accountId).ToldTag = row.ETag;
                continue;
            }

            Of(accountId).Outcomes.Add((ReadOutcome(row), row.ETag));
        }

        await foreach (var row in _results.QueryAsync(partition, ResultKeys.OpinionsBetween(first, last), cancellation))
        {
            Of(ResultKeys.AccountOf(row.RowKey)).Opinions.Add(new StoredOpinion(OpinionRows.Read(row), row.ETag));
        }

        return found;

        AccountOutcomes Of(string accountId) =>
            found.TryGetValue(accountId, out var known) ? known : found[accountId] = new AccountOutcomes(accountId);
    }

    /// <summary>The validations of an account's predictions, by prediction id.</summary>
    public async Task<Dictionary<string, Validation>> FindValidationsAsync(
        AccountKey account,
        PredictionType type,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, Validation>(StringComparer.Ordinal);
        var range = ResultKeys.CountedOf(account.AccountId, type);
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            if (ReadCounted(row) is { Settlement: { } settlement } counted)
            {
                found[counted.PredictionId] = settlement.ToValidation();
            }
        }

        return found;
    }

    /// <summary>All counted predictions of a tenant, in no particular order.</summary>
    public async IAsyncEnumerable<CountedPrediction> ListCountedAsync(
        string tenant,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var partition = Bucket.Partition(tenant, bucket);
            await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllCounted, cancellation))
            {
                yield return ReadCounted(row);
            }
        }
    }

    /// <summary>
    /// Updates the latest prediction if it is the counted one and still valid; null otherwise. An expired prediction
    /// needs no update, because it is read from the history and joined with the counted one.
    /// </summary>
    internal async Task<EntityChange?> ChangeLatestAsync(
        string tenant,
        CountedPrediction after,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var key = ResultKeys.Latest(after.AccountId, after.Type);
        var row =
            now < after.ValidUntil
                ? await _results.FindAsync(Bucket.Partition(new AccountKey(tenant, after.AccountId)), key, cancellation)
                : null;
        var latest = row is null ? null : LatestPrediction.Read(row);
        if (latest?.Head.PredictionId != after.PredictionId)
        {
            return null;
        }

        var validated = PredictionJson.Of(latest!.Prediction with { Validation = after.Settlement?.ToValidation() });
        return EntityChange.Replace(key, latest.ToRow(validated), latest.ETag!);
    }

    /// <summary>
    /// The changes by which the latest predictions of an account no longer say how long it is a customer, and leave the risk
    /// index with the account or come back to it. They belong to the transaction that records a departure or renewal.
    /// Whatever is saved of the account from a reading before it then fails or says no more; where there is no prediction
    /// yet, a mark older than all facts has that effect.
    /// </summary>
    /// <param name="lifecycle">What the account is after the outcome.</param>
    internal async Task<List<EntityChange>> FollowAsync(
        AccountKey account,
        KnownAccount known,
        Lifecycle lifecycle,
        CancellationToken cancellation
    )
    {
        var changes = new List<EntityChange>();
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            var key = ResultKeys.Latest(account.AccountId, type);
            var row = await _results.FindAsync(Bucket.Partition(account), key, cancellation);
            var listing = LatestHead.ListingOf(lifecycle, type);
            var place = LatestPlace.Read(row);
            if (place.Latest is not { } latest)
            {
                var leftWith = listing == RiskListing.None ? known.Version.Revision : 0;
                changes.Add(place.Write(key, new RemovedRow(place.RemovedAt ?? 0, leftWith).ToJson()));
            }
            else
            {
                var head = latest.Head.After(listing);
                changes.Add((latest with { Head = head }).Keep(account.AccountId, type));
                if (head.Listing != latest.Head.Listing)
                {
                    changes.AddRange(await ListAsync(account, known, lifecycle, latest, head, cancellation));
                }
            }
        }

        return changes;
    }

    /// <summary>The rows of the risk index for a prediction that is listed otherwise from now on.</summary>
    private async Task<IEnumerable<EntityChange>> ListAsync(
        AccountKey account,
        KnownAccount known,
        Lifecycle lifecycle,
        LatestPrediction latest,
        LatestHead head,
        CancellationToken cancellation
    )
    {
        var (id, type) = (account.AccountId, latest.Prediction.Type);
        var keys = head.RiskKeys(id, type);
        var gone = latest.Head.RiskKeys(id, type).Except(keys).Select(key => EntityChange.Delete(key));
        if (keys.Count == 0)
        {
            return gone;
        }

        var row = await _rebuild.RunAsync(account, known, lifecycle, latest, cancellation);
        return gone.Concat(keys.Select(key => EntityChange.Upsert(key, row)));
    }

    public async Task<bool> WriteAsync(
        string tenant,
        int bucket,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    ) => (await _results.WriteIndexedAsync(Bucket.Partition(tenant, bucket), [.. changes], cancellation)).Succeeded;

    /// <param name="etag">ETag of the row that it replaces; null for a new row.</param>
    internal static EntityChange ToChange(CountedPrediction p, string? etag = null)
    {
        var key = ResultKeys.Counted(p.AccountId, p.Type, p.PredictedAt, p.PredictionId);
        var json = JsonSerializer.SerializeToUtf8Bytes(p, RowJson.Plain.CountedPrediction);
        return etag is null ? EntityChange.Insert(key, json) : EntityChange.Replace(key, json, etag);
    }

    internal static EntityChange ToChange(string accountId, Outcome outcome) =>
        EntityChange.Upsert(
            KeyOf(accountId, outcome),
            JsonSerializer.SerializeToUtf8Bytes(outcome, RowJson.Plain.Outcome)
        );

    /// <summary>
    /// Is written together with a new outcome or opinion of an account, and with what follows from its outcomes; fails if
    /// another outcome was recorded since the account was read.
    /// </summary>
    internal static EntityChange Told(AccountOutcomes known)
    {
        var key = ResultKeys.OutcomesTold(known.AccountId);
        return known.ToldTag is { } tag
            ? EntityChange.Replace(key, "{}"u8.ToArray(), tag)
            : EntityChange.Insert(key, "{}"u8.ToArray());
    }

    internal static string KeyOf(string accountId, Outcome outcome) =>
        ResultKeys.Outcome(accountId, outcome.OccurredAt, outcome.IsOfRetention ? "TERM" : "SIZE");

    private static Outcome ReadOutcome(Entity row) => row.Read(RowJson.Plain.Outcome);

    internal static CountedPrediction ReadCounted(Entity row) => row.Read(RowJson.Plain.CountedPrediction);
}
