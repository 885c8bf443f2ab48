using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>Reads and writes what people think of predictions.</summary>
public sealed class OpinionStore(Tables tables)
{
    /// <summary>
    /// Most rows that one call reads of the list over accounts. A page whose filter passes over more ends early, and the
    /// next goes on from there.
    /// </summary>
    private const int MostLooks = 2_000;

    private readonly IEntityTable _results = tables.Results;

    /// <summary>What its author thought of the prediction so far; null if nothing.</summary>
    public async Task<StoredOpinion?> FindAsync(string tenant, Opinion opinion, CancellationToken cancellation) =>
        await _results.FindAsync(PartitionOf(tenant, opinion), OpinionRows.KeyOf(opinion), cancellation) is { } row
            ? new StoredOpinion(OpinionRows.Read(row), row.ETag)
            : null;

    /// <summary>False if another writer came first. The end of the prediction's window is awaited with it.</summary>
    /// <param name="told">Lets the write fail if an outcome was recorded since they were read.</param>
    public async Task<bool> WriteAsync(
        string tenant,
        Opinion opinion,
        StoredOpinion? before,
        EntityChange told,
        CancellationToken cancellation
    )
    {
        var watch = ValidationDue.Of(opinion.Prediction.Due, opinion.AccountId);
        EntityChange[] changes = [.. OpinionRows.Write(opinion, before), watch.ToChange(), told];
        return (await _results.WriteAsync(PartitionOf(tenant, opinion), changes, cancellation)).Succeeded;
    }

    /// <summary>The opinions on an account's predictions, those on the newest prediction first.</summary>
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<(IReadOnlyList<Opinion> Opinions, string? Next)> ListAsync(
        AccountKey account,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var all = ResultKeys.Opinions(account.AccountId);
        var range = (after is null ? all : all.After(all.From + after)) with { PageSize = limit + 1 };
        var (opinions, place) = (new List<Opinion>(limit), after);
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            if (opinions.Count == limit)
            {
                return (opinions, place);
            }

            opinions.Add(OpinionRows.Read(row));
            place = row.RowKey[all.From.Length..];
        }

        return (opinions, null);
    }

    /// <summary>The opinions on all accounts, last said first.</summary>
    /// <param name="since">Null for all; else only disagreements that are open now and were said at that time or later.</param>
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<(IReadOnlyList<Opinion> Opinions, string? Next)> ListAllAsync(
        string tenant,
        DateTimeOffset? since,
        DateTimeOffset now,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var range = since is { } from ? ResultKeys.ListedOpinionsSince(from) : ResultKeys.ListedOpinions;
        RowRange[] paged = [range with { PageSize = Math.Max(2 * (limit + 1) / Bucket.Count, 2) }];
        var (opinions, looks, place) = (new List<Opinion>(limit), 0, after);
        await foreach (var (row, next) in MergeBuckets.ReadAsync(_results, tenant, paged, after, cancellation))
        {
            var opinion = OpinionRows.Read(row);
            var isListed = since is null || opinion.IsOpenDisagreement(now);
            if (looks++ == MostLooks || (isListed && opinions.Count == limit))
            {
                return (opinions, place);
            }

            if (isListed)
            {
                opinions.Add(opinion);
            }

            place = next;
        }

        return (opinions, null);
    }

    /// <summary>All of a tenant's opinions, in no particular order.</summary>
    public async IAsyncEnumerable<Opinion> ListAllAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var partition = Bucket.Partition(tenant, bucket);
            await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllOpinions, cancellation))
            {
                yield return OpinionRows.Read(row);
            }
        }
    }

    private static string PartitionOf(string tenant, Opinion opinion) =>
        Bucket.Partition(new AccountKey(tenant, opinion.AccountId));
}
