using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Reads all rows of a store and reports those that contradict others or cannot be read. What seems wrong is read once more
/// just before it is reported, and a repair does nothing if its row has changed since.
/// </summary>
public sealed class CheckStore(Tables tables, AccountIndex index, ErasedAccounts erased)
{
    // Past the record of changes: nobody who follows them is told of a repair.
    private readonly IEntityTable _results = (tables.Results as RecordingTable)?.Inner ?? tables.Results;

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

                var results = new CheckResults(_results, index, new RebuildRiskRow(tables));
                await foreach (var found in results.RunAsync(tenant, partition, cancellation))
                {
                    yield return found;
                }
            }

            await foreach (var found in new CheckErased(tables, erased).RunAsync(tenant, cancellation))
            {
                yield return found;
            }

            await foreach (var found in new CheckRuns(tables.Runs).RunAsync(tenant, cancellation))
            {
                yield return found;
            }

            await foreach (var found in CheckAsync(new OtherKinds(tables).Of(tenant), cancellation))
            {
                yield return found;
            }
        }

        await foreach (var found in CheckAsync(new OtherKinds(tables).Shared, cancellation))
        {
            yield return found;
        }
    }

    /// <returns>False if there is no repair, or the row has changed since the check.</returns>
    public static async Task<bool> RepairAsync(Contradiction found, CancellationToken cancellation)
    {
        if (found.Repair is not { } change)
        {
            return false;
        }

        EntityChange[] changes = found.Unchanged is { } source
            ? [EntityChange.Replace(source.RowKey, source.Json, source.ETag), change]
            : [change];
        return (await found.Table.WriteAsync(found.Partition, changes, cancellation)).Succeeded;
    }

    private static async IAsyncEnumerable<Contradiction> CheckAsync(
        IEnumerable<RowKind> kinds,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var kind in kinds)
        {
            await foreach (var found in kind.CheckAsync(cancellation))
            {
                yield return found;
            }
        }
    }
}
