using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Reads stored predictions: the latest of each type and those that were superseded. Validations are stored separately
/// (<see cref="OutcomeStore"/>) and are added to the predictions here.
/// </summary>
public sealed class PredictionReader(Tables tables)
{
    private readonly IEntityTable _results = tables.Results;
    private readonly OutcomeStore _outcomes = new(tables);

    /// <summary>The latest prediction of a type; null if none was made.</summary>
    public async Task<LatestPrediction?> FindLatestAsync(
        AccountKey account,
        PredictionType type,
        CancellationToken cancellation
    )
    {
        var row = await _results.FindAsync(
            Bucket.Partition(account),
            ResultKeys.Latest(account.AccountId, type),
            cancellation
        );
        return row is null ? null : LatestPrediction.Read(row);
    }

    /// <summary>A superseded prediction as it was answered last; null if there is none with this id.</summary>
    public async Task<RawJson?> FindSupersededAsync(
        AccountKey account,
        PredictionType type,
        DateTimeOffset predictedAt,
        string predictionId,
        CancellationToken cancellation
    )
    {
        var key = ResultKeys.History(account.AccountId, type, predictedAt, predictionId);
        return await _results.FindAsync(Bucket.Partition(account), key, cancellation) is { } row ? row.ReadRaw() : null;
    }

    /// <summary>
    /// The latest predictions of one type for the accounts from <paramref name="first"/> to <paramref name="last"/>, in
    /// key order.
    /// </summary>
    /// <param name="skip">Called for each account whose row is damaged; null to throw at it.</param>
    public async Task<Dictionary<string, LatestPrediction>> FindLatestBetweenAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        PredictionType type,
        CancellationToken cancellation,
        Action<string, DamagedRowException>? skip = null
    )
    {
        var range = new RowRange(ResultKeys.Latest(first, type), ResultKeys.Latest(last, type) + EntityKey.Separator);
        var found = new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        await foreach (var row in _results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
        {
            var accountId = ResultKeys.AccountOf(row.RowKey);
            if (row.RowKey != ResultKeys.Latest(accountId, type))
            {
                continue;
            }

            try
            {
                if (LatestPrediction.Read(row) is { } latest)
                {
                    found[accountId] = latest;
                }
            }
            catch (DamagedRowException e) when (skip is not null)
            {
                skip(accountId, e);
            }
        }

        return found;
    }

    /// <summary>
    /// The predictions made for an account, newest first, each with its status as of <paramref name="now"/>.
    /// </summary>
    /// <param name="type">Null for all types.</param>
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<(IReadOnlyList<Prediction> Predictions, string? Next)> ListAsync(
        AccountKey account,
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
            if (await FindLatestAsync(account, each, cancellation) is not { } latest)
            {
                continue;
            }

            var place = ResultKeys.Place(latest.Prediction);
            var isAfter = string.CompareOrdinal(place, after) > 0;
            if (!includeExpired)
            {
                // Only the latest prediction can be active.
                if (isAfter && latest.IsValidAt(now))
                {
                    all.Add((place, latest.Prediction));
                }

                continue;
            }

            var settled = await _outcomes.FindValidationsAsync(account, each, cancellation);
            if (isAfter)
            {
                all.Add((place, Joined(latest.Prediction, settled, StatusOfLatest(latest, now))));
            }

            await foreach (var (at, old) in SupersededAsync(account, each, after, limit, cancellation))
            {
                all.Add((at, Joined(old, settled, PredictionStatus.Superseded)));
            }
        }

        all.Sort(static (a, b) => string.CompareOrdinal(a.Place, b.Place));
        var page = all.Take(limit).ToList();
        return ([.. page.Select(p => p.Prediction)], all.Count > limit ? page[^1].Place : null);
    }

    /// <summary>
    /// Reads at most one more than <paramref name="limit"/>, which shows whether there is another page.
    /// </summary>
    private async IAsyncEnumerable<(string Place, Prediction Prediction)> SupersededAsync(
        AccountKey account,
        PredictionType type,
        string? after,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var range = ResultKeys.History(account.AccountId, type);
        var prefix = range.From;
        range = after is null ? range : range.After(prefix + after);
        var taken = 0;
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            yield return (row.RowKey[prefix.Length..], Parse(row));
            if (++taken > limit)
            {
                yield break;
            }
        }
    }

    /// <summary>Parses a row of the history.</summary>
    internal static Prediction Parse(Entity row) => row.Read(PredictionJson.Plain.Prediction);

    /// <summary>The status is computed from the stored data and the current time, so it is never written.</summary>
    private static PredictionStatus StatusOfLatest(LatestPrediction latest, DateTimeOffset now) =>
        latest.IsValidAt(now) ? PredictionStatus.Active : PredictionStatus.Expired;

    private static Prediction Joined(
        Prediction prediction,
        Dictionary<string, Validation> settled,
        PredictionStatus status
    ) => prediction with { Status = status, Validation = settled.GetValueOrDefault(prediction.PredictionId) };
}
