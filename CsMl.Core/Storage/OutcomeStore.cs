using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Outcomes;

namespace CsMl.Core.Storage;

/// <summary>
/// Keeps what happened to accounts, the predictions that accuracy is measured on, and the instants from which these are
/// to be looked at: as long as one is watched there is a row for it, and it changes in the same transaction.
/// </summary>
public sealed class OutcomeStore(Tables tables)
{
    private readonly IEntityTable results = tables.Results;

    /// <summary>Those to be looked at now, and why; accounts in key order.</summary>
    /// <param name="until">Null: also those that are not due.</param>
    public async Task<IReadOnlyList<WatchedAccount>> ListWatchedAsync(
        string tenant,
        int bucket,
        DateTimeOffset? until,
        CancellationToken cancellation
    )
    {
        var range = ResultKeys.Watches(until) with { KeysOnly = true };
        var watched = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var row in results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
        {
            var (accountId, isOutcome) = ResultKeys.ReadWatch(row.RowKey);
            // In key order an id's separator follows it.
            var place = accountId + EntityKey.Separator;
            var outcomes = watched.TryGetValue(place, out var known) ? known : watched[place] = [];
            if (isOutcome)
            {
                outcomes.Add(row.RowKey);
            }
        }

        return [.. watched.Select(w => new WatchedAccount(w.Key[..^1], w.Value))];
    }

    public async Task<AccountOutcomes> FindAsync(string tenant, string accountId, CancellationToken cancellation)
    {
        var found = new AccountOutcomes(accountId);
        await ReadAsync(
            Bucket.Partition(tenant, accountId),
            ResultKeys.CountedOf(accountId),
            ResultKeys.OutcomesOf(accountId),
            _ => found,
            cancellation
        );
        return found;
    }

    /// <summary>Those of many accounts of a bucket, from the first to the last of <paramref name="ids"/>, which are in key order.</summary>
    public async Task<IReadOnlyDictionary<string, AccountOutcomes>> FindBetweenAsync(
        string tenant,
        int bucket,
        IReadOnlyList<string> ids,
        CancellationToken cancellation
    )
    {
        var found = ids.ToDictionary(id => id, id => new AccountOutcomes(id), StringComparer.Ordinal);
        await ReadAsync(
            Bucket.Partition(tenant, bucket),
            ResultKeys.CountedBetween(ids[0], ids[^1]),
            ResultKeys.OutcomesBetween(ids[0], ids[^1]),
            found.GetValueOrDefault,
            cancellation
        );
        return found;
    }

    /// <summary>Every counted prediction of a tenant, in no order that means anything.</summary>
    public async IAsyncEnumerable<CountedPrediction> ListCountedAsync(
        string tenant,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var partition = Bucket.Partition(tenant, bucket);
            await foreach (var row in results.QueryAsync(partition, ResultKeys.AllCounted, cancellation))
            {
                yield return ReadCounted(row);
            }
        }
    }

    /// <summary>
    /// The rows that change with a counted prediction: itself, its watch, and the latest prediction where it is that one
    /// and still answered. An expired one is answered from the history alone, which the counted one joins.
    /// </summary>
    public async Task AddChangesAsync(
        List<EntityChange> changes,
        string tenant,
        CountedPrediction before,
        CountedPrediction after,
        string etag,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        changes.Add(EntityChange.Replace(KeyOf(after), Json(after), etag));
        var watch = ResultKeys.Watch(after.Due, after.AccountId, after.PredictionId);
        if (before.IsWatched != after.IsWatched)
        {
            changes.Add(after.IsWatched ? EntityChange.Upsert(watch, "{}"u8.ToArray()) : EntityChange.Delete(watch));
        }

        if (now >= after.ValidUntil || before.Settlement == after.Settlement)
        {
            return;
        }

        var key = ResultKeys.Latest(after.AccountId, after.Type);
        var row = await results.FindAsync(Bucket.Partition(tenant, after.AccountId), key, cancellation);
        if (
            row is not null
            && LatestPrediction.Read(row) is var latest
            && latest.Head.PredictionId == after.PredictionId
        )
        {
            var validated = RawJson.Of(latest.Prediction with { Validation = after.Settlement?.ToValidation() });
            var json = JsonSerializer.SerializeToUtf8Bytes(
                new LatestRow(latest.Head, validated),
                RowJson.Plain.LatestRow
            );
            changes.Add(EntityChange.Replace(key, json, latest.ETag));
        }
    }

    public async Task<bool> IsThereAsync(
        string tenant,
        string accountId,
        string rowKey,
        CancellationToken cancellation
    ) => await results.FindAsync(Bucket.Partition(tenant, accountId), rowKey, cancellation) is not null;

    public async Task<bool> WriteAsync(
        string tenant,
        int bucket,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    ) => (await results.WriteAsync(Bucket.Partition(tenant, bucket), changes, cancellation)).Succeeded;

    internal static void AddCounted(List<EntityChange> changes, CountedPrediction counted)
    {
        changes.Add(EntityChange.Insert(KeyOf(counted), Json(counted)));
        changes.Add(
            EntityChange.Upsert(
                ResultKeys.Watch(counted.Due, counted.AccountId, counted.PredictionId),
                "{}"u8.ToArray()
            )
        );
    }

    internal static void AddOutcome(List<EntityChange> changes, string accountId, Outcome outcome) =>
        changes.Add(
            EntityChange.Upsert(
                OutcomeKey(accountId, outcome),
                JsonSerializer.SerializeToUtf8Bytes(outcome, RowJson.Plain.Outcome)
            )
        );

    /// <summary>An outcome, and a watch, so that it is worked in even where who told it is cut off.</summary>
    internal static void AddOutcome(List<EntityChange> changes, string accountId, Outcome outcome, DateTimeOffset now)
    {
        AddOutcome(changes, accountId, outcome);
        changes.Add(EntityChange.Upsert(ResultKeys.WatchOutcome(now, accountId), "{}"u8.ToArray()));
    }

    internal static string OutcomeKey(string accountId, Outcome outcome) =>
        ResultKeys.Outcome(accountId, outcome.OccurredAt, outcome.IsOfRetention ? "TERM" : "SIZE");

    internal static CountedPrediction ReadCounted(Entity row) =>
        JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.CountedPrediction)!;

    private static string KeyOf(CountedPrediction p) =>
        ResultKeys.Counted(p.AccountId, p.Type, p.PredictedAt, p.PredictionId);

    private static byte[] Json(CountedPrediction p) =>
        JsonSerializer.SerializeToUtf8Bytes(p, RowJson.Plain.CountedPrediction);

    private async Task ReadAsync(
        string partition,
        RowRange counted,
        RowRange outcomes,
        Func<string, AccountOutcomes?> find,
        CancellationToken cancellation
    )
    {
        await foreach (var row in results.QueryAsync(partition, counted, cancellation))
        {
            var prediction = ReadCounted(row);
            find(prediction.AccountId)?.Counted.Add((prediction, row.ETag));
        }

        await foreach (var row in results.QueryAsync(partition, outcomes, cancellation))
        {
            var outcome = JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Outcome)!;
            find(row.RowKey.Split(EntityKey.Separator)[1])?.Outcomes.Add((outcome, row.ETag));
        }
    }
}

/// <param name="OutcomeKeys">Rows that say that an outcome is to be worked in.</param>
public sealed record WatchedAccount(string AccountId, IReadOnlyList<string> OutcomeKeys);

/// <summary>What is kept of one account, with the tags for a change.</summary>
public sealed record AccountOutcomes(string AccountId)
{
    public List<(CountedPrediction Prediction, string ETag)> Counted { get; } = [];

    public List<(Outcome Outcome, string ETag)> Outcomes { get; } = [];
}
