using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists accounts by risk, highest first, from the index, and with them the accounts under notice, which are listed
/// whatever their probability is.
/// </summary>
public sealed partial class ListHighRisk(Tables tables, FindAccount find, TimeProvider time, ILogger<ListHighRisk> log)
{
    private const int MostChecksAtOnce = 25;

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
            var risk in CustomersAsync(tenant, PredictionType.Churn, minProbability, after, limit + 1, cancellation)
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

    /// <summary>
    /// The accounts of <see cref="AllAsync"/> that are still customers, each with its current lifecycle. Facts, outcomes
    /// and time may have changed since the prediction, so every account is checked when it is read.
    /// </summary>
    internal async IAsyncEnumerable<RankedRisk> CustomersAsync(
        string tenant,
        PredictionType type,
        double minProbability,
        string? after,
        int likely,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var all = AllAsync(tenant, type, minProbability, after, likely, cancellation);
        await foreach (var some in all.Chunk(Math.Min(likely, MostChecksAtOnce)))
        {
            foreach (
                var risk in await Task.WhenAll(
                    some.Select(risk => CheckAsync(tenant, risk, minProbability, cancellation))
                )
            )
            {
                if (risk is not null)
                {
                    yield return risk;
                }
            }
        }
    }

    /// <summary>Null if the account is no longer a customer, or no longer under notice and at too low a risk.</summary>
    private async Task<RankedRisk?> CheckAsync(
        string tenant,
        RankedRisk risk,
        double minProbability,
        CancellationToken cancellation
    )
    {
        try
        {
            var known = await find.RunAsync(new AccountKey(tenant, risk.Account.Id), cancellation);
            var lifecycle = known?.LifecycleAt(time.GetUtcNow());
            var isListed =
                lifecycle?.State == Lifecycle.Notice
                || (lifecycle?.State == Lifecycle.Customer && risk.Prediction.Probability >= minProbability);
            return !isListed
                ? null
                : risk with
                {
                    Row = risk.Row with { Account = risk.Account with { Lifecycle = lifecycle!.State } },
                };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Unreadable(log, e);
            return risk;
        }
    }

    /// <summary>
    /// All accounts of the index with a valid prediction of at least <paramref name="minProbability"/> or under notice.
    /// </summary>
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
        var pageSize = Math.Clamp(2 * likely / Bucket.Count, 2, 1_000);
        var ranges = ResultKeys.Risks(type, minProbability).Select(range => range with { PageSize = pageSize });
        await foreach (
            var (entity, place) in MergeBuckets.ReadAsync(tables.Results, tenant, [.. ranges], after, cancellation)
        )
        {
            var row = JsonSerializer.Deserialize(entity.Json.Span, RowJson.Plain.RiskRow)!;
            if (row.ValidUntil > now)
            {
                yield return new RankedRisk(row, place);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What is known of an account of the risk index cannot be read")]
    private static partial void Unreadable(ILogger log, Exception e);
}
