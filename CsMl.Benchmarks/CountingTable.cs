using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Benchmarks;

/// <summary>
/// Counts the transactions that a storage account would bill for the same operations: each point read, each page of a
/// query, each write transaction. Writes are logged, so that they can be repeated.
/// </summary>
internal sealed class CountingTable(IEntityTable table, string name, TransactionCount count, TransactionLog log)
    : IEntityTable
{
    /// <summary>Maximum number of rows that the service returns in one page.</summary>
    private const int PageRows = 1_000;

    /// <summary>All of an app's tables, counted together.</summary>
    public static Tables Over(Tables tables, TransactionCount count, TransactionLog log) =>
        new(
            new CountingTable(tables.Results, "results", count, log),
            new CountingTable(tables.Accounts, "accounts", count, log),
            new CountingTable(tables.Runs, "runs", count, log)
        );

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        count.AddRead();
        return table.FindAsync(partitionKey, rowKey, cancellation);
    }

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        count.AddPage();
        var left = rows.PageSize ?? PageRows;
        await foreach (var entity in table.QueryAsync(partitionKey, rows, cancellation))
        {
            if (left-- == 0)
            {
                count.AddPage();
                left = (rows.PageSize ?? PageRows) - 1;
            }

            yield return entity;
        }
    }

    public Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        count.AddWrite();
        log.Add(name, partitionKey, changes);
        return table.WriteAsync(partitionKey, changes, cancellation);
    }
}
