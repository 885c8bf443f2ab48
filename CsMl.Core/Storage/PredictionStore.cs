using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Keeps predictions: the latest of each type, every one ever made with what it was made of, and the index by risk. All
/// change in one transaction, so that a list is never out of step with what it lists. The history is never rewritten
/// but for the link to a CTA: how a prediction turned out lies beside it (<see cref="OutcomeStore"/>) and joins it when read.
/// </summary>
public sealed class PredictionStore(Tables tables)
{
    private readonly IEntityTable results = tables.Results;
    private readonly OutcomeStore outcomes = new(tables);
    private readonly OptimisticWriter turns = new();

    /// <summary>The newest prediction of a type; null: none was made.</summary>
    public async Task<LatestPrediction?> FindLatestAsync(
        string tenant,
        string accountId,
        PredictionType type,
        CancellationToken cancellation
    )
    {
        var row = await results.FindAsync(
            Bucket.Partition(tenant, accountId),
            ResultKeys.Latest(accountId, type),
            cancellation
        );
        return row is null ? null : LatestPrediction.Read(row);
    }

    /// <summary>
    /// Makes <paramref name="made"/> the latest of its type; the one before is superseded by that. Where the same run
    /// made that one too, in another process, it stands.
    /// </summary>
    public async Task SaveAsync(string tenant, MadePrediction made, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(tenant, made.Prediction.AccountId);
        var latestKey = ResultKeys.Latest(made.Prediction.AccountId, made.Prediction.Type);
        await turns.UntilWrittenAsync(made.Prediction.AccountId, TrySaveAsync, cancellation);

        async Task<MadePrediction?> TrySaveAsync()
        {
            var row = await results.FindAsync(partition, latestKey, cancellation);
            var before = row is null ? null : LatestPrediction.Read(row);
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
                    await SaveAsync(tenant, made[i].Made, cancellation);
                }
            }

            changes.Clear();
            watches.Clear();
            bytes = 0;
            first = to;
        }
    }

    /// <summary>The latest predictions of one type of the accounts from <paramref name="first"/> to <paramref name="last"/>, in key order.</summary>
    public async Task<Dictionary<string, LatestPrediction>> FindLatestBetweenAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        PredictionType type,
        CancellationToken cancellation
    )
    {
        var range = new RowRange(ResultKeys.Latest(first, type), ResultKeys.Latest(last, type) + EntityKey.Separator);
        var found = new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        await foreach (var row in results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
        {
            var accountId = ResultKeys.AccountOf(row.RowKey);
            if (row.RowKey == ResultKeys.Latest(accountId, type))
            {
                found[accountId] = LatestPrediction.Read(row);
            }
        }

        return found;
    }

    /// <summary>
    /// The predictions made for an account, newest first, each with its status as of <paramref name="now"/>.
    /// </summary>
    /// <param name="type">Null: of every type.</param>
    /// <param name="after">Goes on behind this place, which an earlier answer gave.</param>
    public async Task<(IReadOnlyList<Prediction> Predictions, string? Next)> ListAsync(
        string tenant,
        string accountId,
        PredictionType? type,
        bool includeExpired,
        string? after,
        int limit,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = new List<(string Place, Prediction Prediction)>();
        foreach (var each in type is { } one ? [one] : Enum.GetValues<PredictionType>())
        {
            var latest = await FindLatestAsync(tenant, accountId, each, cancellation);
            if (latest is null)
            {
                continue;
            }

            if (!includeExpired)
            {
                // Only the latest can be active. It need not be the first of the history: of two made in the same
                // moment, it is the one that was saved last.
                var place = ResultKeys.Place(latest.Prediction);
                if (latest.IsValidAt(now) && string.CompareOrdinal(place, after) > 0)
                {
                    all.Add((place, latest.Prediction));
                }

                continue;
            }

            var range = ResultKeys.History(accountId, each);
            var prefix = range.From;
            range = after is null ? range : range.After(prefix + after);
            var settled = await outcomes.FindValidationsAsync(tenant, accountId, each, cancellation);
            var taken = 0;
            await foreach (var row in results.QueryAsync(Bucket.Partition(tenant, accountId), range, cancellation))
            {
                var prediction = WithStatus(Parse(row.Json.Span), latest.Head.PredictionId, now);
                var validation = settled.GetValueOrDefault(prediction.PredictionId);
                all.Add((row.RowKey[prefix.Length..], prediction with { Validation = validation }));
                if (++taken > limit)
                {
                    break;
                }
            }
        }

        all.Sort(static (a, b) => string.CompareOrdinal(a.Place, b.Place));
        var page = all.Take(limit).ToList();
        return ([.. page.Select(p => p.Prediction)], all.Count > limit ? page[^1].Place : null);
    }

    internal static Prediction Parse(ReadOnlySpan<byte> row) =>
        JsonSerializer.Deserialize(
            JsonSerializer.Deserialize(row, RowJson.Plain.HistoryRow)!.Prediction.Utf8.Span,
            CoreJson.Plain.Prediction
        )!;

    /// <summary>The status follows from what is stored and the hour, so that it never has to be written.</summary>
    private static Prediction WithStatus(Prediction prediction, string latestId, DateTimeOffset now)
    {
        var status =
            prediction.PredictionId != latestId ? PredictionStatus.Superseded
            : now >= prediction.ValidUntil ? PredictionStatus.Expired
            : PredictionStatus.Active;
        return status == prediction.Status ? prediction : prediction with { Status = status };
    }
}
