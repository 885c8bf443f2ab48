using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Reads what predictions were based on. Each basis has its own row, which <see cref="PredictionWriter"/> writes with
/// the prediction.
/// </summary>
public sealed class PredictionBasisStore(Tables tables)
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly IEntityTable _results = tables.Results;

    /// <summary>
    /// Finds the basis by the prediction id alone: the id contains the time in milliseconds, so only a few rows of each
    /// type are read. Null if there is none.
    /// </summary>
    public async Task<(StoredBasis Why, PredictionType Type)?> FindAsync(
        AccountKey account,
        string predictionId,
        CancellationToken cancellation
    )
    {
        if (PredictionId.TimeOf(predictionId) is not { } time || time >= DateTimeOffset.MaxValue - Millisecond)
        {
            return null;
        }

        var partition = Bucket.Partition(account);
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            var range = ResultKeys.WhysWithin(account.AccountId, type, time, time + Millisecond);
            await foreach (var row in _results.QueryAsync(partition, range, cancellation))
            {
                if (Read(row) is var why && why.PredictionId == predictionId)
                {
                    return (why, type);
                }
            }
        }

        return null;
    }

    public async Task<StoredBasis?> FindAsync(
        AccountKey account,
        PredictionType type,
        PreviousPrediction place,
        CancellationToken cancellation
    )
    {
        var key = ResultKeys.Why(account.AccountId, type, place.PredictedAt, place.PredictionId);
        var row = await _results.FindAsync(Bucket.Partition(account), key, cancellation);
        return row is null ? null : Read(row);
    }

    /// <summary>The basis of the last prediction that was made up to an instant; null if there was none.</summary>
    public async Task<StoredBasis?> FindAsOfAsync(
        AccountKey account,
        PredictionType type,
        DateTimeOffset instant,
        CancellationToken cancellation
    )
    {
        var range = ResultKeys.WhysWithin(account.AccountId, type, DateTimeOffset.MinValue, instant) with
        {
            PageSize = 1,
        };
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            return Read(row);
        }

        return null;
    }

    private static StoredBasis Read(Entity row) => row.Read(RowJson.Plain.StoredBasis);
}
