using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists accounts by risk, highest first, out of the index: a tenant's 16 partitions are read side by side and
/// merged. A place in the list is a key and no number, so that going on from it neither repeats nor skips an account
/// whose risk stays, whatever changes meanwhile.
/// </summary>
public sealed class ListHighRisk(Tables tables, TimeProvider time)
{
    /// <param name="after">Goes on behind this place, which an earlier answer gave.</param>
    public async Task<HighRiskPage> RunAsync(
        string tenant,
        double minProbability,
        int limit,
        string? after,
        CancellationToken cancellation
    )
    {
        var page = new List<HighRiskAccount>(limit);
        string? place = null;
        await foreach (
            var risk in AllAsync(tenant, PredictionType.Churn, minProbability, after, limit + 1, cancellation)
        )
        {
            if (page.Count == limit)
            {
                return new HighRiskPage(page, place);
            }

            page.Add(new HighRiskAccount(risk.Account, risk.Prediction));
            place = risk.Place;
        }

        return new HighRiskPage(page, null);
    }

    /// <summary>Every account from <paramref name="minProbability"/> up whose prediction still holds.</summary>
    /// <param name="likely">How many of them the caller is likely to take.</param>
    internal async IAsyncEnumerable<RankedRisk> AllAsync(
        string tenant,
        PredictionType type,
        double minProbability,
        string? after,
        int likely,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        // Each partition is likely to give its share, and seldom more than twice that.
        var range = ResultKeys.Risks(type, minProbability) with
        {
            PageSize = Math.Clamp(2 * likely / Bucket.Count, 2, 1_000),
        };
        var prefix = range.From;
        range = after is null ? range : range.After(prefix + after);
        var sources = new IAsyncEnumerator<Entity>[Bucket.Count];
        try
        {
            for (var i = 0; i < sources.Length; i++)
            {
                sources[i] = tables
                    .Results.QueryAsync(Bucket.Partition(tenant, i), range, cancellation)
                    .GetAsyncEnumerator(cancellation);
            }

            var queue = new PriorityQueue<int, string>(StringComparer.Ordinal);
            var started = await Task.WhenAll(sources.Select(s => s.MoveNextAsync().AsTask()));
            for (var i = 0; i < sources.Length; i++)
            {
                if (started[i])
                {
                    queue.Enqueue(i, sources[i].Current.RowKey);
                }
            }

            while (queue.TryDequeue(out var i, out var rowKey))
            {
                var row = JsonSerializer.Deserialize(sources[i].Current.Json.Span, RowJson.Plain.RiskRow)!;
                if (row.ValidUntil > now)
                {
                    yield return new RankedRisk(row, rowKey[prefix.Length..]);
                }

                if (await sources[i].MoveNextAsync())
                {
                    queue.Enqueue(i, sources[i].Current.RowKey);
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                if (source is not null)
                {
                    await source.DisposeAsync();
                }
            }
        }
    }
}
