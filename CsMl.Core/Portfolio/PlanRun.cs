using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>Splits the accounts of a run into pages of at most 100, each within one bucket.</summary>
public sealed class PlanRun(
    AccountIndex index,
    RunStore runs,
    OutcomeStore store,
    ListHighRisk highRisk,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <summary>
    /// Most accounts of a page. Except on the first night each account changes four rows, so that 100 accounts fill
    /// four transactions.
    /// </summary>
    public const int PageAccounts = 100;

    public async Task<IReadOnlyList<RunPage>> PagesAsync(
        string tenant,
        RunRecord run,
        CancellationToken cancellation
    ) =>
        run switch
        {
            { RetryOf: { } plan } => ByName(await FailedAsync(tenant, run.RunId, plan, cancellation)),
            { Filter: PriorityFilter.HighRisk } => ByName(await RiskiestAsync(tenant, run, cancellation)),
            { Filter: PriorityFilter.HighValue } => ByName(await MostValuableAsync(tenant, run, cancellation)),
            { Accounts: { } filter } when filter != AccountFilter.All => ByName(
                await AdmittedAsync(tenant, run, filter, cancellation)
            ),
            _ => await RangesAsync(tenant, run.MaxAccounts ?? int.MaxValue, cancellation),
        };

    private async Task<IReadOnlyList<RunPage>> RangesAsync(
        string tenant,
        int maxAccounts,
        CancellationToken cancellation
    )
    {
        var pages = new List<RunPage>();
        var left = maxAccounts;
        for (var bucket = 0; bucket < Bucket.Count && left > 0; bucket++)
        {
            var number = 0;
            await foreach (var ids in Chunks(tenant, bucket, cancellation))
            {
                var taken = ids.Take(left).ToList();
                pages.Add(
                    new RunPage(bucket, number++, taken[0], taken[^1], taken, taken.Count, null) { IsRange = true }
                );
                left -= taken.Count;
                if (left == 0)
                {
                    break;
                }
            }
        }

        return pages;
    }

    private IAsyncEnumerable<string[]> Chunks(string tenant, int bucket, CancellationToken cancellation) =>
        index.ListIdsAsync(tenant, bucket, null, cancellation).Chunk(PageAccounts);

    private static List<RunPage> ByName(IReadOnlyList<string> ids) =>
        [
            .. ids.GroupBy(Bucket.Of)
                .OrderBy(bucket => bucket.Key)
                .SelectMany(bucket =>
                    bucket
                        .Order(StringComparer.Ordinal)
                        .Chunk(PageAccounts)
                        .Select((page, i) => new RunPage(bucket.Key, i, page[0], page[^1], page, page.Length, null))
                ),
        ];

    private async Task<IReadOnlyList<string>> FailedAsync(
        string tenant,
        string runId,
        string planId,
        CancellationToken cancellation
    )
    {
        var ids = new List<string>();
        await foreach (var page in runs.ListPagesAsync(tenant, runId, planId, cancellation))
        {
            ids.AddRange(page.Outcome?.Failures.Select(f => f.AccountId) ?? []);
        }

        return ids;
    }

    private async Task<IReadOnlyList<string>> RiskiestAsync(
        string tenant,
        RunRecord run,
        CancellationToken cancellation
    )
    {
        var most = run.MaxAccounts ?? int.MaxValue;
        var ids = new List<string>();
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        var from = (await settings.OfAsync(tenant, cancellation)).Risk.High;
        await foreach (
            var risk in highRisk.CustomersAsync(
                tenant,
                PredictionType.Churn,
                new HighRiskQuery(from, Math.Min(most, 10_000)) { Accounts = run.Accounts ?? AccountFilter.All },
                cancellation,
                (id, _) => unreadable.Add(id)
            )
        )
        {
            if (ids.Count == most)
            {
                break;
            }

            ids.Add(risk.Account.Id);
        }

        return await WithUnreadableAsync(tenant, run, ids, unreadable, cancellation);
    }

    /// <summary>True unless the account's facts can be read and the filter does not admit them.</summary>
    private async Task<bool> MayBelongAsync(AccountKey account, AccountFilter filter, CancellationToken cancellation)
    {
        try
        {
            return await index.FindAsync(account, cancellation) is { } known && filter.Admits(known, time.GetUtcNow());
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>
    /// What cannot be read fails by name when it is scored, unless its facts can be and the filter does not admit them. It
    /// takes no other account's place.
    /// </summary>
    private async Task<IReadOnlyList<string>> WithUnreadableAsync(
        string tenant,
        RunRecord run,
        IEnumerable<string> ids,
        IEnumerable<string> unreadable,
        CancellationToken cancellation
    )
    {
        var all = ids.ToList();
        foreach (var id in unreadable.Except(all, StringComparer.Ordinal))
        {
            if (
                all.Count < (run.MaxAccounts ?? int.MaxValue)
                && await MayBelongAsync(new AccountKey(tenant, id), run.Accounts ?? AccountFilter.All, cancellation)
            )
            {
                all.Add(id);
            }
        }

        return all;
    }

    private async Task<IReadOnlyList<string>> MostValuableAsync(
        string tenant,
        RunRecord run,
        CancellationToken cancellation
    )
    {
        var most = run.MaxAccounts ?? int.MaxValue;
        var top = new PriorityQueue<string, decimal>();
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        var filter = run.Accounts ?? AccountFilter.All;
        await foreach (var account in CustomersAsync(tenant, filter, unreadable, cancellation))
        {
            if (AccountRevenue.Of(account.Facts) is { } revenue)
            {
                top.Enqueue(account.Facts.AccountId, revenue);
                if (top.Count > most)
                {
                    top.Dequeue();
                }
            }
        }

        return await WithUnreadableAsync(
            tenant,
            run,
            top.UnorderedItems.Select(item => item.Element),
            unreadable,
            cancellation
        );
    }

    private async Task<IReadOnlyList<string>> AdmittedAsync(
        string tenant,
        RunRecord run,
        AccountFilter filter,
        CancellationToken cancellation
    )
    {
        var ids = new List<string>();
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var account in CustomersAsync(tenant, filter, unreadable, cancellation))
        {
            ids.Add(account.Facts.AccountId);
            if (ids.Count == run.MaxAccounts)
            {
                break;
            }
        }

        return await WithUnreadableAsync(tenant, run, ids, unreadable, cancellation);
    }

    /// <summary>All customers that the filter admits, bucket by bucket.</summary>
    /// <param name="unreadable">Receives the accounts that cannot be read.</param>
    private async IAsyncEnumerable<KnownAccount> CustomersAsync(
        string tenant,
        AccountFilter filter,
        HashSet<string> unreadable,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var outcomes = await store.ListOutcomesAsync(tenant, bucket, null, cancellation, Skip);
            await foreach (var known in index.ListAsync(tenant, bucket, null, cancellation, Skip))
            {
                if (unreadable.Contains(known.Facts.AccountId))
                {
                    continue;
                }

                var account = known with { Retention = Outcome.RetentionAsOf(outcomes[known.Facts.AccountId], now) };
                if (account.LifecycleAt(now).IsCustomer && filter.Admits(account, now))
                {
                    yield return account;
                }
            }
        }

        void Skip(string id, Exception damage) => unreadable.Add(id);
    }
}
