using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists accounts by risk, highest first, from the index: a tenant's 16 partitions are read in parallel and merged. A
/// place in the list is a key, not an offset, so that the next page neither repeats nor skips an account whose risk is
/// unchanged, whatever else changes meanwhile.
/// </summary>
public sealed class ListHighRisk(Tables tables, TimeProvider time)
{
    /// <param name="after">Continues after this place, which an earlier result returned.</param>
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

    /// <summary>All accounts with a valid prediction of at least <paramref name="minProbability"/>.</summary>
    /// <param name="likely">The number of accounts that the caller is likely to read.</param>
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
        // Each partition probably holds an equal share of them, and rarely more than twice that.
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
