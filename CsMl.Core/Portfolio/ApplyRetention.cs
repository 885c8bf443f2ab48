using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Deletes superseded predictions with what they were made of, and runs, that are older than <c>Retention:Days</c>. Each
/// night it is the turn of a twenty-eighth of the accounts, by a hash of their ids, so that a night's work is bounded and
/// needs no position that could be lost. Idempotent.
/// </summary>
public sealed partial class ApplyRetention(
    HistoryRetention history,
    RunRetention runs,
    TenantSettings settings,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<ApplyRetention> log
)
{
    public async Task RunAsync(string tenant, CancellationToken cancellation)
    {
        if (options.Value.Days is not { } days)
        {
            return;
        }

        var now = time.GetUtcNow();
        var turn = (int)(now.UtcTicks / TimeSpan.TicksPerDay % HistoryRetention.Turns);
        var before = now.AddDays(-days);
        var buckets = Enumerable.Range(0, Bucket.Count);
        var deleted = await Task.WhenAll(
            buckets.Select(bucket => history.DeleteAsync(tenant, bucket, turn, before, cancellation))
        );
        var scale = (await settings.FindAsync(tenant, cancellation)).Scale.Version;
        Deleted(log, deleted.Sum(), await runs.DeleteAsync(tenant, scale, before, cancellation));
    }

    [LoggerMessage(
        LogLevel.Information,
        "{Count} rows of superseded predictions and {Runs} runs were past their retention"
    )]
    private static partial void Deleted(ILogger log, int count, int runs);
}
