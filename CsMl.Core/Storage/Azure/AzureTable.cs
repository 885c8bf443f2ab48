using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// A table of Azure Table Storage. It is created on first use, so that a deployment need not create it.
/// </summary>
/// <param name="limit">A call, or one page of a query, fails as unavailable after this time.</param>
public sealed class AzureTable(TableClient table, TimeSpan limit) : IEntityTable
{
    /// <summary>As the storage account calls it.</summary>
    public string Name => table.Name;

    private readonly CreatedOnce _created = new(() => table.CreateIfNotExistsAsync());

    public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        EntityKey.Check(partitionKey);
        EntityKey.Check(rowKey);
        using var bound = BoundedCall.Begin(limit, cancellation);
        try
        {
            await _created.WaitAsync(bound.Token);
            var answer = await table.GetEntityIfExistsAsync<TableEntity>(
                partitionKey,
                rowKey,
                cancellationToken: bound.Token
            );
            return answer.HasValue ? AzureEntity.Read(answer.Value!) : null;
        }
        catch (Exception e) when (AzureOutage.Is(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        EntityKey.Check(partitionKey);
        var filter = rows.AfterFrom
            ? TableClient.CreateQueryFilter(
                $"PartitionKey eq {partitionKey} and RowKey gt {rows.From} and RowKey lt {rows.To}"
            )
            : TableClient.CreateQueryFilter(
                $"PartitionKey eq {partitionKey} and RowKey ge {rows.From} and RowKey lt {rows.To}"
            );
        using var bound = BoundedCall.Begin(Timeout.InfiniteTimeSpan, cancellation);
        await using var entities = table
            .QueryAsync<TableEntity>(filter, rows.PageSize, rows.KeysOnly ? Keys : null, bound.Token)
            .GetAsyncEnumerator(bound.Token);
        while (await NextAsync(entities, bound, cancellation))
        {
            yield return AzureEntity.Read(entities.Current);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public async Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        EntityKey.Check(partitionKey);
        EntityKey.Check(changes);
        var write = new AzureWrite(table, partitionKey, changes);
        using var bound = BoundedCall.Begin(limit, cancellation);
        try
        {
            await _created.WaitAsync(bound.Token);
            var result = await write.SendAsync(bound.Token);
            return result.Succeeded || !await write.WasDoneBeforeAsync(result, bound.Token) ? result : WriteResult.Done;
        }
        catch (Exception e) when (AzureOutage.Is(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>
    /// Reads the next entity. The limit does not include the time that the caller spends between two pages.
    /// </summary>
    private async Task<bool> NextAsync(
        IAsyncEnumerator<TableEntity> entities,
        CancellationTokenSource bound,
        CancellationToken cancellation
    )
    {
        try
        {
            bound.CancelAfter(limit);
            await _created.WaitAsync(bound.Token);
            var found = await entities.MoveNextAsync();
            bound.CancelAfter(Timeout.InfiniteTimeSpan);
            return found;
        }
        catch (Exception e) when (AzureOutage.Is(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    private StorageUnavailableException Unavailable(Exception exception)
    {
        if (AzureOutage.IsMissingTable(exception))
        {
            _created.Forget();
        }

        return AzureOutage.Unavailable(exception);
    }
}
