using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Reads all rows of a store and reports those that contradict others. A row that is written during the check may be
/// reported although it is correct; its repair then does nothing, because it applies only to the row as it was read.
/// </summary>
public sealed class CheckStore(Tables tables, AccountIndex index, RunStore runs, ErasedAccounts erased)
{
    /// <param name="tenants">The tenants that are known to have accounts.</param>
    public async IAsyncEnumerable<Contradiction> RunAsync(
        IReadOnlyCollection<string> tenants,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var rows = await index.ListTenantsAsync(cancellation);
        foreach (var key in rows.Where(key => !EntityKey.IsSegment(key)))
        {
            const string message = "The row's key names no tenant.";
            yield return new Contradiction(tables.Accounts, AccountIndex.TenantsPartition, key, message, null);
        }

        var listed = rows.Where(EntityKey.IsSegment).ToList();
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

                await foreach (var found in new CheckNames(tables.Accounts).RunAsync(partition, cancellation))
                {
                    yield return found;
                }

                var results = new CheckResults(tables.Results, index, new RebuildRiskRow(tables));
                await foreach (var found in results.RunAsync(tenant, partition, cancellation))
                {
                    yield return found;
                }
            }

            await foreach (var found in new CheckErased(tables, erased).RunAsync(tenant, cancellation))
            {
                yield return found;
            }

            await foreach (var found in new CheckRuns(tables.Runs, runs).RunAsync(tenant, cancellation))
            {
                yield return found;
            }
        }
    }

    /// <returns>False if there is no repair, or the row has changed since the check.</returns>
    public static async Task<bool> RepairAsync(Contradiction found, CancellationToken cancellation) =>
        found.Repair is { } change && (await found.Table.WriteAsync(found.Partition, [change], cancellation)).Succeeded;
}
