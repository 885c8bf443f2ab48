using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists accounts by risk, highest first, from the index, and with them the accounts under notice, which are listed
/// whatever their probability is.
/// </summary>
public sealed partial class ListHighRisk(
    Tables tables,
    FindAccount find,
    FindRiskChange changes,
    PredictionBasisStore whys,
    CtaReader ctas,
    TenantSettings settings,
    TimeProvider time,
    ILogger<ListHighRisk> log
)
{
    private const int MostChecksAtOnce = 25;

    /// <summary>
    /// Accounts that one call looks at, whether they are listed or not; a page may therefore be shorter than its limit
    /// and still have a next one.
    /// </summary>
    private const int MostLooks = 1_000;

    /// <summary>Days over which a change of the probability is told.</summary>
    private const int ChangeDays = 7;

    public async Task<HighRiskPage> RunAsync(string tenant, HighRiskQuery query, CancellationToken cancellation)
    {
        var page = new List<RankedRisk>(query.Limit);
        var (looks, place) = (0, (string?)null);
        var all = AllAsync(tenant, PredictionType.Churn, query, query.Limit + 1, cancellation);
        await foreach (var some in CheckedAsync(tenant, PredictionType.Churn, all, query, cancellation))
        {
            foreach (var risk in some)
            {
                if (page.Count == query.Limit && risk.IsListed)
                {
                    return await TellAsync(tenant, page, page[^1].Place, cancellation);
                }

                if (risk.IsListed)
                {
                    page.Add(risk);
                }

                (looks, place) = (looks + 1, risk.Place);
            }

            if (looks >= MostLooks)
            {
                return await TellAsync(tenant, page, page.Count == query.Limit ? page[^1].Place : place, cancellation);
            }
        }

        return await TellAsync(tenant, page, null, cancellation);
    }

    private async Task<HighRiskPage> TellAsync(
        string tenant,
        List<RankedRisk> page,
        string? next,
        CancellationToken cancellation
    )
    {
        var accounts = new List<HighRiskAccount>(page.Count);
        foreach (var some in page.Chunk(MostChecksAtOnce))
        {
            accounts.AddRange(await Task.WhenAll(some.Select(risk => TellAsync(tenant, risk, cancellation))));
        }

        return new HighRiskPage(accounts, next);
    }

    private async Task<HighRiskAccount> TellAsync(string tenant, RankedRisk risk, CancellationToken cancellation)
    {
        var (now, key) = (time.GetUtcNow(), new AccountKey(tenant, risk.Account.Id));
        var account = ListedAccount.Of(risk.Account, risk.Known, now);
        var slots = await ctas.FindSlotsAsync(key, cancellation);
        return new HighRiskAccount(
            account,
            risk.Prediction,
            AccountRevenue.AtRisk(account.AnnualRevenue, risk.Prediction.Probability),
            await changes.RunAsync(key, PredictionType.Churn, risk.Prediction, now.AddDays(-ChangeDays), cancellation),
            OpenCta.Of(slots.Select(found => found.Slot), risk.Known)
        );
    }

    /// <summary>
    /// The accounts of <see cref="AllAsync"/> that are still customers and that the filter admits, each with its current
    /// lifecycle.
    /// </summary>
    internal async IAsyncEnumerable<RankedRisk> CustomersAsync(
        string tenant,
        PredictionType type,
        HighRiskQuery query,
        [EnumeratorCancellation] CancellationToken cancellation,
        Action<string, DamagedRowException>? skip = null
    )
    {
        var all = AllAsync(tenant, type, query, query.Limit, cancellation, skip);
        await foreach (var some in CheckedAsync(tenant, type, all, query, cancellation))
        {
            foreach (var risk in some.Where(risk => risk.IsListed))
            {
                yield return risk;
            }
        }
    }

    /// <summary>
    /// Reads what is known of each account now: facts, outcomes and time may have changed since the prediction.
    /// </summary>
    private async IAsyncEnumerable<RankedRisk[]> CheckedAsync(
        string tenant,
        PredictionType type,
        IAsyncEnumerable<RankedRisk> all,
        HighRiskQuery query,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var some in all.Chunk(Math.Clamp(query.Limit + 1, 1, MostChecksAtOnce)))
        {
            yield return await Task.WhenAll(some.Select(risk => CheckAsync(tenant, type, risk, query, cancellation)));
        }
    }

    private async Task<RankedRisk> CheckAsync(
        string tenant,
        PredictionType type,
        RankedRisk risk,
        HighRiskQuery query,
        CancellationToken cancellation
    )
    {
        try
        {
            var key = new AccountKey(tenant, risk.Account.Id);
            if (await find.RunAsync(key, cancellation) is not { } known)
            {
                return risk with { IsListed = false };
            }

            var now = time.GetUtcNow();
            var lifecycle = known.LifecycleAt(now).State;
            var isListed =
                (
                    lifecycle == Lifecycle.Notice
                    || (lifecycle == Lifecycle.Customer && risk.Prediction.Probability >= query.MinProbability)
                )
                && query.Accounts.Admits(known, now)
                && await HasMovedAsync(key, type, risk, query.ChangedSinceDays, cancellation);
            return risk with
            {
                Row = risk.Row with { Account = risk.Account with { Lifecycle = lifecycle } },
                Known = known,
                IsListed = isListed,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Unreadable(log, e);
            return risk with { IsListed = query.Accounts == AccountFilter.All };
        }
    }

    /// <summary>True if the category is another one than so many days ago, on the same scale.</summary>
    private async Task<bool> HasMovedAsync(
        AccountKey account,
        PredictionType type,
        RankedRisk risk,
        int? days,
        CancellationToken cancellation
    )
    {
        if (days is not { } since)
        {
            return true;
        }

        var scale = (await settings.OfAsync(account.Tenant, cancellation)).Risk;
        var then = time.GetUtcNow().AddDays(-since);
        return await whys.FindAsOfAsync(account, type, then, cancellation) is { } before
            && scale.CategoryOf(before.Probability) != scale.CategoryOf(risk.Prediction.Probability)
            && await changes.SinceAsync(account, type, risk.Prediction, before, cancellation) is not null;
    }

    /// <summary>
    /// All accounts of the index with a valid prediction of at least the query's probability or under notice, in its
    /// order. The query's filter is not looked at, except its currency where revenue is the order.
    /// </summary>
    /// <param name="likely">The number of accounts that the caller is likely to read.</param>
    /// <param name="skip">Called with the account of each row that is damaged; null to throw at it.</param>
    internal async IAsyncEnumerable<RankedRisk> AllAsync(
        string tenant,
        PredictionType type,
        HighRiskQuery query,
        int likely,
        [EnumeratorCancellation] CancellationToken cancellation,
        Action<string, DamagedRowException>? skip = null
    )
    {
        var now = time.GetUtcNow();
        // Each partition probably holds an equal share of them, and rarely more than twice that.
        var pageSize = Math.Clamp(2 * likely / Bucket.Count, 2, 1_000);
        var ranges =
            query.Order == RiskOrder.RevenueAtRisk
                ? [ResultKeys.Revenues(type, query.Accounts.Currency)]
                : ResultKeys.Risks(type, query.MinProbability);
        var pages = ranges.Select(range => range with { PageSize = pageSize }).ToList();
        await foreach (
            var (entity, place) in MergeBuckets.ReadAsync(tables.Results, tenant, pages, query.After, cancellation)
        )
        {
            RiskRow? row = null;
            try
            {
                row = entity.Read(RowJson.Plain.RiskRow);
            }
            catch (DamagedRowException e) when (skip is not null)
            {
                Unreadable(log, e);
                skip(ResultKeys.AccountOfRisk(entity.RowKey), e);
            }

            if (row?.ValidUntil > now)
            {
                yield return new RankedRisk(row, place);
            }
        }
    }

    /// <summary>The currencies in which revenue is at risk, in the order of their codes.</summary>
    internal async IAsyncEnumerable<string> CurrenciesAsync(
        string tenant,
        PredictionType type,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<RowRange> all = [ResultKeys.Revenues(type, null) with { PageSize = 1, KeysOnly = true }];
        string? last = null;
        do
        {
            var after = ResultKeys.PlaceBehind(last);
            last = null;
            await foreach (var (_, place) in MergeBuckets.ReadAsync(tables.Results, tenant, all, after, cancellation))
            {
                last = ResultKeys.CurrencyAt(place);
                yield return last;
                break;
            }
        } while (last is not null);
    }

    [LoggerMessage(LogLevel.Error, "What is known of an account of the risk index cannot be read")]
    private static partial void Unreadable(ILogger log, Exception e);
}
