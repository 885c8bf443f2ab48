using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Counts a tenant's customers by their probability of churn, from the index: one row an account.</summary>
public sealed class CountRisks(Tables tables, TenantSettings settings, TimeProvider time)
{
    private const int TenthCount = 10;

    /// <summary>
    /// Accounts of one bucket; a portfolio with more in any bucket is large. Accounts are spread evenly by a hash, so it has
    /// some 16,000.
    /// </summary>
    internal const int MostOfSmall = 1_000;

    /// <summary>True if there are so many accounts that a page should not wait for a look at each.</summary>
    public async Task<bool> IsLargeAsync(string tenant, CancellationToken cancellation)
    {
        var range = ResultKeys.Risks(PredictionType.Churn, minProbability: 0)[0] with
        {
            KeysOnly = true,
            PageSize = MostOfSmall,
        };
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, Bucket.Count)
                .Select(bucket => tables.Results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
                .Select(rows => rows.Take(MostOfSmall).CountAsync(cancellation).AsTask())
        );
        return counts.Contains(MostOfSmall);
    }

    public async Task<RiskDistribution> RunAsync(string tenant, CancellationToken cancellation)
    {
        var (now, scale) = (time.GetUtcNow(), (await settings.OfAsync(tenant, cancellation)).Risk);
        var ranges = ResultKeys.Risks(PredictionType.Churn, minProbability: 0);
        var buckets = await Task.WhenAll(
            Enumerable.Range(0, Bucket.Count).Select(bucket => CountAsync(Bucket.Partition(tenant, bucket)))
        );
        return Sum(buckets);

        async Task<RiskDistribution> CountAsync(string partition)
        {
            var (tenths, notice, expired) = (new int[TenthCount], 0, 0);
            var categories = new Dictionary<RiskCategory, int>();
            for (var i = 0; i < ranges.Count; i++)
            {
                await foreach (var row in tables.Results.QueryAsync(partition, ranges[i], cancellation))
                {
                    var risk = row.Read(RowJson.Plain.RiskRow);
                    if (risk.ValidUntil <= now)
                    {
                        expired++;
                        continue;
                    }

                    var probability = risk.Prediction.Probability;
                    var category = scale.CategoryOf(probability);
                    categories[category] = categories.GetValueOrDefault(category) + 1;
                    tenths[Math.Min((int)(TenthCount * (decimal)probability), TenthCount - 1)]++;
                    notice += row.RowKey.StartsWith(ResultKeys.NoticeKind, StringComparison.Ordinal) ? 1 : 0;
                }
            }

            return new RiskDistribution(categories, tenths, notice, expired);
        }
    }

    private static RiskDistribution Sum(IReadOnlyList<RiskDistribution> parts) =>
        new(
            Enum.GetValues<RiskCategory>()
                .Reverse()
                .ToDictionary(
                    category => category,
                    category => parts.Sum(p => p.ByCategory.GetValueOrDefault(category))
                ),
            [.. Enumerable.Range(0, TenthCount).Select(i => parts.Sum(p => p.Tenths[i]))],
            parts.Sum(p => p.UnderNotice),
            parts.Sum(p => p.Expired)
        );
}
