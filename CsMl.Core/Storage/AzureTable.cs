using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace CsMl.Core.Storage;

/// <summary>A table of Azure Table Storage. Made on first use, so that a deployment need not name the tables.</summary>
public sealed class AzureTable(TableClient table) : IEntityTable
{
    private readonly Lock _creating = new();
    private Task? _created;

    public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        EntityKey.Check(partitionKey);
        EntityKey.Check(rowKey);
        try
        {
            await CreatedAsync(cancellation);
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
            .QueryAsync<TableEntity>(filter, rows.PageSize, cancellationToken: cancellation)
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
            await CreatedAsync(cancellation);
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
            await CreatedAsync(cancellation);
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
            lock (_creating)
            {
                _created = null;
            }
        }

        return AzureOutage.Unavailable(exception);
    }

    /// <summary>Makes the table once, and again should someone delete it; all who come meanwhile wait for the same call.</summary>
    private Task CreatedAsync(CancellationToken cancellation)
    {
        Task created;
        lock (_creating)
        {
            if (_created is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // Not the caller's token: others wait for this call too.
                _created = table.CreateIfNotExistsAsync(CancellationToken.None);
            }

            created = _created;
        }

        return created.IsCompletedSuccessfully && !cancellation.IsCancellationRequested
            ? Task.CompletedTask
            : created.WaitAsync(cancellation);
    }
}
