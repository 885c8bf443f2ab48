using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Finds rows of accounts that were erased: a process that was killed just after it wrote one could not take it back.
/// </summary>
internal sealed class CheckErased(Tables tables, ErasedAccounts erased)
{
    private static readonly RowRange All = RowRange.All with { KeysOnly = true };

    public async IAsyncEnumerable<Contradiction> RunAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var partition = Bucket.Partition(tenant, bucket);
            foreach (
                var (table, idsOf) in ((IEntityTable, Func<string, IReadOnlyList<string>>)[])
                    [
                        (tables.Accounts, key => [NameRows.AccountOf(key) ?? AccountRows.Split(key).AccountId]),
                        (tables.Results, ResultKeys.AccountsOf),
                    ]
            )
            {
                await foreach (var row in ErasedAsync(tenant, table, partition, idsOf, cancellation))
                {
                    if (!await IsStillErasedAsync(tenant, idsOf(row.RowKey), cancellation))
                    {
                        continue;
                    }

                    var isAlone = idsOf(row.RowKey).Count == 1;
                    yield return new Contradiction(
                        table,
                        partition,
                        row.RowKey,
                        isAlone
                            ? "The row is of an account that was erased."
                            : "The row names an account that was erased; erase it again.",
                        isAlone ? EntityChange.Delete(row.RowKey, row.ETag) : null
                    );
                }
            }
        }
    }

    /// <summary>False if somebody asked for the accounts again meanwhile.</summary>
    private async Task<bool> IsStillErasedAsync(
        string tenant,
        IReadOnlyList<string> ids,
        CancellationToken cancellation
    ) => (await erased.AmongAsync(tenant, ids, cancellation, isCertain: true)).Count > 0;

    private async IAsyncEnumerable<Entity> ErasedAsync(
        string tenant,
        IEntityTable table,
        string partition,
        Func<string, IReadOnlyList<string>> idsOf,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync(partition, All, cancellation))
        {
            ids.UnionWith(idsOf(row.RowKey));
        }

        var barred = await erased.AmongAsync(tenant, ids, cancellation, isCertain: true);
        if (barred.Count == 0)
        {
            yield break;
        }

        await foreach (var row in table.QueryAsync(partition, All, cancellation))
        {
            if (idsOf(row.RowKey).Any(barred.Contains))
            {
                yield return row;
            }
        }
    }
}
