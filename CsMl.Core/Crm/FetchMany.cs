using System.Collections.Concurrent;
using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// Reads many accounts of a source concurrently. An account whose calls fail is listed and does not stop the others,
/// unless the CRM as a whole fails.
/// </summary>
/// <param name="find">Reads one account; null if there is no such account.</param>
internal sealed class FetchMany(Func<AccountKey, CancellationToken, Task<AccountFacts?>> find, int concurrency)
{
    /// <summary>So many failed accounts are no longer a matter of single accounts.</summary>
    private const int MostFailed = 100;

    /// <returns>A page without a cursor.</returns>
    /// <exception cref="CrmException">The CRM as a whole fails.</exception>
    public async Task<AccountPage> RunAsync(
        string tenant,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellation
    )
    {
        var changed = new ConcurrentBag<AccountFacts>();
        var removed = new ConcurrentBag<string>();
        var failed = new ConcurrentBag<AccountFailure>();
        var together = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            ids,
            together,
            async (id, cancel) =>
            {
                try
                {
                    if (await find(new AccountKey(tenant, id), cancel) is { } facts)
                    {
                        changed.Add(facts);
                    }
                    else
                    {
                        removed.Add(id);
                    }
                }
                catch (CrmException e) when (!e.IsOutage)
                {
                    failed.Add(new AccountFailure(id, e.Message));
                }
            }
        );
        return new AccountPage([.. changed], [.. removed], null, HasMore: false) { Failed = [.. failed] };
    }

    /// <summary>The accounts to be tried again: those that failed before and were not read, and those that failed now.</summary>
    /// <exception cref="CrmException">They are too many.</exception>
    public static IReadOnlyList<string> StillFailed(
        IEnumerable<string> before,
        IEnumerable<string> read,
        IReadOnlyList<AccountFailure> now
    )
    {
        IReadOnlyList<string> failed =
        [
            .. before.Except(read).Union(now.Select(failure => failure.AccountId).Where(id => AccountId.IsValid(id))),
        ];
        return failed.Count <= MostFailed
            ? failed
            : throw new CrmException($"More than {MostFailed} accounts could not be read; the last: {now[^1].Reason}")
            {
                IsOutage = true,
            };
    }
}
