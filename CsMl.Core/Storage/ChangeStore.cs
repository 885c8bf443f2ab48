using Microsoft.Extensions.Options;

namespace CsMl.Core.Storage;

/// <summary>Reads what changed in a tenant's results, oldest first.</summary>
public sealed class ChangeStore(Tables tables, IOptions<StorageOptions> options, TimeProvider time)
{
    /// <summary>How long changes are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How far apart the clocks of two instances may be.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    private readonly IEntityTable _results = tables.Results;

    /// <summary>
    /// What changed up to here is complete: a transaction that began before is written or has failed.
    /// </summary>
    public DateTimeOffset CompleteUntil => time.GetUtcNow() - options.Value.Limit() - ClockSkew;

    /// <param name="after">Continues after this place; null for the oldest that is kept.</param>
    /// <param name="limit">Whole transactions are returned until they have so many changes.</param>
    /// <returns>The transactions, and the place where the next page begins.</returns>
    public async Task<(IReadOnlyList<ChangedResults> Changes, string Next)> ListAsync(
        string tenant,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var until = CompleteUntil;
        var end = ResultKeys.ChangePlace(until);
        var range = ResultKeys.ChangedBefore(until) with { PageSize = Math.Clamp(limit / 4, 2, 100) };
        var (found, changes) = (new List<ChangedResults>(), 0);
        if (after is not null && string.CompareOrdinal(after, end) >= 0)
        {
            return (found, after);
        }

        await foreach (var (row, place) in MergeBuckets.ReadAsync(_results, tenant, [range], after, cancellation))
        {
            var changed = row.Read(RowJson.Plain.ChangedResults);
            found.Add(changed);
            changes += changed.Changes.Count;
            if (changes >= limit)
            {
                return (found, place);
            }
        }

        return (found, end);
    }

    /// <summary>
    /// What changed after an instant, as far as it can be read now; null if that are more transactions than
    /// <paramref name="most"/>.
    /// </summary>
    public async Task<IReadOnlyList<ResultChange>?> FindSinceAsync(
        string tenant,
        DateTimeOffset instant,
        int most,
        CancellationToken cancellation
    )
    {
        RowRange[] range = [ResultKeys.AllChanged with { PageSize = most }];
        var (found, place) = (new List<ResultChange>(), ResultKeys.ChangePlace(instant));
        await foreach (var (row, _) in MergeBuckets.ReadAsync(_results, tenant, range, place, cancellation))
        {
            if (most-- == 0)
            {
                return null;
            }

            found.AddRange(row.Read(RowJson.Plain.ChangedResults).Changes);
        }

        return found;
    }

    /// <summary>Deletes what is kept no longer.</summary>
    public async Task RemoveOldAsync(string tenant, CancellationToken cancellation)
    {
        var range = ResultKeys.ChangedBefore(time.GetUtcNow() - Kept);
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await DeleteRows.OnceAsync(_results, Bucket.Partition(tenant, bucket), range, cancellation);
        }
    }
}
