using CsMl.Core.Predictions;
using CsMl.Core.Settings;

namespace CsMl.Core.Requests;

/// <summary>Counts a whole portfolio: it reads one row an account, and more.</summary>
public sealed class SummarizePortfolio(
    CountRisks count,
    MeasureAccuracy measure,
    SummarizeCtas summarize,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <summary>
    /// The most predictions that accuracy is measured on. Accounts are spread over the buckets by a hash, so that what is
    /// read of a larger portfolio is no particular part of it.
    /// </summary>
    public const int MostMeasured = 100_000;

    public async Task<PortfolioSummary> RunAsync(string tenant, CancellationToken cancellation) =>
        new(
            time.GetUtcNow(),
            (await settings.OfAsync(tenant, cancellation)).Risk,
            await count.RunAsync(tenant, cancellation),
            await measure.RunAsync(tenant, PredictionType.Churn, cancellation, MostMeasured),
            await summarize.RunAsync(tenant, cancellation)
        );

    public Task<bool> IsLargeAsync(string tenant, CancellationToken cancellation) =>
        count.IsLargeAsync(tenant, cancellation);
}
