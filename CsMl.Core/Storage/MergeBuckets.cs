using System.Runtime.CompilerServices;

namespace CsMl.Core.Storage;

/// <summary>
/// Reads index rows of all of a tenant's 16 partitions in parallel and merges them by key. A place in the list is the
/// part of a key behind the beginning of its range, not an offset, so that the next page neither repeats nor skips a row
/// that stays, whatever else changes meanwhile.
/// </summary>
internal static class MergeBuckets
{
    /// <param name="ranges">Their beginnings have the same length.</param>
    /// <param name="after">Continues after this place; null for the beginning.</param>
    public static async IAsyncEnumerable<(Entity Row, string Place)> ReadAsync(
        IEntityTable table,
        string tenant,
        IReadOnlyList<RowRange> ranges,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var prefix = ranges[0].From.Length;
        var sources = ranges
            .Select(range => after is null ? range : range.After(range.From + after))
            .SelectMany(range =>
                Enumerable
                    .Range(0, Bucket.Count)
                    .Select(bucket =>
                        table
                            .QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation)
                            .GetAsyncEnumerator(cancellation)
                    )
            )
            .ToList();
        try
        {
            var queue = new PriorityQueue<int, string>(StringComparer.Ordinal);
            var started = await Task.WhenAll(sources.Select(s => s.MoveNextAsync().AsTask()));
            for (var i = 0; i < sources.Count; i++)
            {
                if (started[i])
                {
                    queue.Enqueue(i, sources[i].Current.RowKey[prefix..]);
                }
            }

            while (queue.TryDequeue(out var i, out var place))
            {
                yield return (sources[i].Current, place);
                if (await sources[i].MoveNextAsync())
                {
                    queue.Enqueue(i, sources[i].Current.RowKey[prefix..]);
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                await source.DisposeAsync();
            }
        }
    }
}
