using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>A table of Azure Table Storage. Made on first use, so that a deployment need not name the tables.</summary>
public sealed class AzureTable(TableClient table) : IEntityTable
{
    private readonly CreatedOnce _created = new(() => table.CreateIfNotExistsAsync());

    public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        EntityKey.Check(partitionKey);
        EntityKey.Check(rowKey);
        try
        {
            await _created.WaitAsync(cancellation);
            var answer = await table.GetEntityIfExistsAsync<TableEntity>(
                partitionKey,
                rowKey,
                cancellationToken: cancellation
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
        await using var entities = table
            .QueryAsync<TableEntity>(filter, rows.PageSize, rows.KeysOnly ? Keys : null, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await NextAsync(entities, cancellation))
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
        try
        {
            await _created.WaitAsync(cancellation);
            var result = await write.SendAsync(cancellation);
            return result.Succeeded || !await write.WasDoneBeforeAsync(result, cancellation)
                ? result
                : WriteResult.Done;
        }
        catch (Exception e) when (AzureOutage.Is(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<TableEntity> entities, CancellationToken cancellation)
    {
        try
        {
            await _created.WaitAsync(cancellation);
            return await entities.MoveNextAsync();
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
