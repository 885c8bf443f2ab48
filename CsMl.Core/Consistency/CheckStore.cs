using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Looks through all rows of a store for those that contradict others. Rows that are written meanwhile may be reported
/// though nothing is wrong with them, and are not changed.
/// </summary>
public sealed class CheckStore(Tables tables, AccountIndex index, RunStore runs)
{
    /// <param name="tenants">Those that are known to have accounts.</param>
    public async IAsyncEnumerable<Contradiction> RunAsync(
        IReadOnlyCollection<string> tenants,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var listed = await index.ListTenantsAsync(cancellation);
        foreach (var tenant in tenants.Except(listed, StringComparer.Ordinal))
        {
            yield return CheckAccounts.Unlisted(tables.Accounts, tenant);
        }

        foreach (var tenant in tenants.Union(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            for (var bucket = 0; bucket < Bucket.Count; bucket++)
            {
                var partition = Bucket.Partition(tenant, bucket);
                await foreach (var found in new CheckAccounts(tables.Accounts).RunAsync(partition, cancellation))
                {
                    yield return found;
                }

                var results = new CheckResults(tables.Results, index);
                await foreach (var found in results.RunAsync(tenant, partition, cancellation))
                {
                    yield return found;
                }
            }

            await foreach (var found in new CheckRuns(tables.Runs, runs).RunAsync(tenant, cancellation))
            {
                yield return found;
            }
        }
    }

    /// <returns>False: there is nothing that would put it right, or its row has changed since.</returns>
    public static async Task<bool> RepairAsync(Contradiction found, CancellationToken cancellation) =>
        found.Repair is { } change && (await found.Table.WriteAsync(found.Partition, [change], cancellation)).Succeeded;
}
