using System.Collections.Concurrent;

namespace CsMl.Core.Storage;

/// <summary>
/// Adds the CTAs that an earlier version wrote to the list over accounts, when a tenant's list is first read. A row
/// then says that none is missing.
/// </summary>
public sealed class ListEarlierCtas(Tables tables)
{
    private readonly IEntityTable _results = tables.Results;
    private readonly ConcurrentDictionary<string, bool> _complete = new(StringComparer.Ordinal);

    /// <summary>Idempotent; cut off, it goes on with the next call.</summary>
    public async Task RunAsync(string tenant, CancellationToken cancellation)
    {
        if (_complete.ContainsKey(tenant))
        {
            return;
        }

        var first = Bucket.Partition(tenant, 0);
        if (await _results.FindAsync(first, ResultKeys.CtasListed, cancellation) is null)
        {
            var buckets = Enumerable.Range(0, Bucket.Count).Select(bucket => Bucket.Partition(tenant, bucket));
            var found = await Task.WhenAll(buckets.Select(partition => AddAsync(partition, cancellation)));
            if (!found.Contains(true))
            {
                // A tenant without CTAs, or whom a caller made up, leaves no row.
                return;
            }

            await _results.WriteAsync(
                first,
                [EntityChange.Upsert(ResultKeys.CtasListed, "{}"u8.ToArray())],
                cancellation
            );
        }

        _complete[tenant] = true;
    }

    /// <summary>False if there are no CTAs.</summary>
    private async Task<bool> AddAsync(string partition, CancellationToken cancellation)
    {
        var isAny = false;
        await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllCtas, cancellation))
        {
            isAny = true;
            var record = CtaRows.ReadRecord(row);
            if (!record.IsListed)
            {
                // Fails only if the CTA was changed meanwhile, and listed by that.
                await _results.WriteAsync(partition, [.. CtaRows.Write(record, row)], cancellation);
            }
        }

        return isAny;
    }
}
