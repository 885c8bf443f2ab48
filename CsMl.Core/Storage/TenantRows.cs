namespace CsMl.Core.Storage;

/// <summary>Reads the rows of a tenant in all its buckets.</summary>
internal static class TenantRows
{
    /// <summary>Rows of one range in each bucket, with one query each, in no particular order.</summary>
    public static async Task<IReadOnlyList<Entity>> ListAllAsync(
        this IEntityTable table,
        string tenant,
        RowRange range,
        CancellationToken cancellation
    )
    {
        var buckets = await Task.WhenAll(
            Enumerable.Range(0, Bucket.Count).Select(bucket => ListAsync(Bucket.Partition(tenant, bucket)))
        );
        return [.. buckets.SelectMany(rows => rows)];

        async Task<List<Entity>> ListAsync(string partition)
        {
            var rows = new List<Entity>();
            await foreach (var row in table.QueryAsync(partition, range, cancellation))
            {
                rows.Add(row);
            }

            return rows;
        }
    }

    /// <summary>Counts the rows of one range in all buckets, and keeps none of them.</summary>
    public static async Task<int> CountAllAsync(
        this IEntityTable table,
        string tenant,
        RowRange range,
        CancellationToken cancellation
    )
    {
        var keys = range with { KeysOnly = true };
        var buckets = await Task.WhenAll(
            Enumerable
                .Range(0, Bucket.Count)
                .Select(bucket =>
                    table
                        .QueryAsync(Bucket.Partition(tenant, bucket), keys, cancellation)
                        .CountAsync(cancellation)
                        .AsTask()
                )
        );
        return buckets.Sum();
    }
}
