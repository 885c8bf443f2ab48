using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// One transaction in progress. The client retries a request that got no response, although the service may have
/// executed the first attempt: then an insert conflicts with its own row, a replacement with its own new ETag, and a
/// delete finds no row. Every row therefore carries the id of the write that wrote it, and a refusal counts only if the
/// row carries another id.
/// </summary>
internal sealed class AzureWrite(TableClient table, string partitionKey, IReadOnlyList<EntityChange> changes)
{
    private readonly Guid _id = Guid.NewGuid();
    private readonly AzureAttempts _attempts = new();

    public async Task<WriteResult> SendAsync(CancellationToken cancellation)
    {
        using var counted = _attempts.Count();
        try
        {
            if (changes.Count > 1)
            {
                await table.SubmitTransactionAsync(changes.Select(Action), cancellation);
                return WriteResult.Done;
            }

            var answer = await SendAsync(changes[0], cancellation);
            // The client throws for every refusal except a 404.
            return answer.Status == 404 ? new WriteResult(WriteFailure.NotFound, 0) : WriteResult.Done;
        }
        catch (RequestFailedException e) when (Refusal(e) is { } failure && Index(e) is { } index)
        {
            return new WriteResult(failure, index);
        }
    }

    /// <summary>
    /// True if <paramref name="refusal"/> means only that an earlier attempt of this same write succeeded.
    /// </summary>
    public async Task<bool> WasDoneBeforeAsync(WriteResult refusal, CancellationToken cancellation)
    {
        if (_attempts.WasOne)
        {
            return false;
        }

        // A transaction is atomic, so checking one row is enough. A deleted row has no write id, so another row is
        // checked.
        var witness =
            changes[refusal.FailedIndex].Kind == ChangeKind.Delete
                ? changes.FirstOrDefault(change => change.Kind != ChangeKind.Delete)
                : changes[refusal.FailedIndex];
        if (witness is null)
        {
            // If the transaction only deletes, a missing row after a retry is the only evidence; another writer may
            // have deleted it between the attempts.
            return _attempts.WereMany && refusal.Failure == WriteFailure.NotFound;
        }

        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            partitionKey,
            witness.RowKey,
            [AzureEntity.WriteId],
            cancellation
        );
        return row.HasValue && row.Value!.GetGuid(AzureEntity.WriteId) == _id;
    }

    private Task<Response> SendAsync(EntityChange change, CancellationToken cancellation)
    {
        var entity = AzureEntity.Of(partitionKey, change, _id);
        return change.Kind switch
        {
            ChangeKind.Insert => table.AddEntityAsync(entity, cancellation),
            ChangeKind.Upsert => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellation),
            ChangeKind.Replace => table.UpdateEntityAsync(entity, Tag(change), TableUpdateMode.Replace, cancellation),
            ChangeKind.Delete => table.DeleteEntityAsync(partitionKey, change.RowKey, Tag(change), cancellation),
            _ => throw NoSuchKind(change),
        };
    }

    private TableTransactionAction Action(EntityChange change)
    {
        var type = change.Kind switch
        {
            ChangeKind.Insert => TableTransactionActionType.Add,
            ChangeKind.Upsert => TableTransactionActionType.UpsertReplace,
            ChangeKind.Replace => TableTransactionActionType.UpdateReplace,
            ChangeKind.Delete => TableTransactionActionType.Delete,
            _ => throw NoSuchKind(change),
        };
        return new TableTransactionAction(type, AzureEntity.Of(partitionKey, change, _id), Tag(change));
    }

    private static ETag Tag(EntityChange change) =>
        change switch
        {
            { ETag: { } tag } => new ETag(tag),
            { Kind: ChangeKind.Delete } => ETag.All,
            _ => default,
        };

    private static WriteFailure? Refusal(RequestFailedException e) =>
        e.Status switch
        {
            409 when e.ErrorCode == TableErrorCode.EntityAlreadyExists => WriteFailure.AlreadyExists,
            404 when e.ErrorCode != TableErrorCode.TableNotFound => WriteFailure.NotFound,
            412 => WriteFailure.Changed,
            _ => null,
        };

    private int? Index(RequestFailedException e) =>
        changes.Count == 1 ? 0 : (e as TableTransactionFailedException)?.FailedTransactionActionIndex;

    private static ArgumentOutOfRangeException NoSuchKind(EntityChange change) =>
        new(nameof(change), change.Kind, "No such kind of change.");
}
