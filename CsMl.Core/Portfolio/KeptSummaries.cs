using System.Text.Json;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Where a portfolio stands. A small one is counted when somebody asks; a large one when a run over every account is closed,
/// and kept in one row until the next.
/// </summary>
public sealed class KeptSummaries(Tables tables, SummarizePortfolio summarize)
{
    internal const string RowKey = "summary";

    /// <summary>Fewer than a large portfolio has, so that none is left out because a bucket has more than the others.</summary>
    private const int LeastKept = Bucket.Count * CountRisks.MostOfSmall * 3 / 4;

    /// <summary>Null for a large portfolio of which no run was closed yet.</summary>
    public async Task<PortfolioSummary?> FindAsync(string tenant, CancellationToken cancellation)
    {
        if (!await summarize.IsLargeAsync(tenant, cancellation))
        {
            return await summarize.RunAsync(tenant, cancellation);
        }

        return await tables.Runs.FindAsync(ClosedRuns.Partition(tenant), RowKey, cancellation) is { } row
            ? row.Read(RunJson.Plain.PortfolioSummary) with
            {
                IsKept = true,
            }
            : null;
    }

    /// <inheritdoc cref="ClosedRuns.KeepAsync"/>
    /// <param name="accounts">Those of the run.</param>
    internal async Task KeepAsync(string tenant, int accounts, CancellationToken cancellation)
    {
        if (accounts >= LeastKept)
        {
            var summary = await summarize.RunAsync(tenant, cancellation);
            var json = JsonSerializer.SerializeToUtf8Bytes(summary, RunJson.Plain.PortfolioSummary);
            await tables.Runs.WriteAsync(
                ClosedRuns.Partition(tenant),
                [EntityChange.Upsert(RowKey, json)],
                cancellation
            );
        }
    }
}
