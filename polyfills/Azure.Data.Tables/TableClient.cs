using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
public class TableClient
{
    private readonly TableRequests _requests;

    protected TableClient() => _requests = null!;

    internal TableClient(TableRequests requests, string tableName, string accountName)
    {
        _requests = requests;
        Name = tableName;
        AccountName = accountName;
        Uri = new Uri($"{requests.Root}{tableName}");
    }

    public virtual string AccountName { get; } = "";

    public virtual string Name { get; } = "";

    public virtual Uri Uri { get; } = null!;

    /// <summary>An OData filter; strings among the interpolated values are quoted.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Of(filter);

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = _requests.CreateTable(Name);
        var response = await _requests.SendAsync(message, cancellationToken);
        if (response.Status is not (201 or 204))
        {
            var failure = TableError.Of(response);
            if (failure.ErrorCode != TableErrorCode.TableAlreadyExists)
            {
                throw failure;
            }
        }

        return Response.FromValue(new TableItem(Name), response);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity
    {
        var response = await GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
        return response.HasValue
            ? Response.FromValue(response.Value!, response.GetRawResponse())
            : throw TableError.Of(response.GetRawResponse());
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity
    {
        using var message = _requests.GetEntity(Name, partitionKey, rowKey, select);
        var response = await _requests.SendAsync(message, cancellationToken);
        return response.Status switch
        {
            200 => Response.FromValue(EntityJson.Read<T>(response.Content), response),
            404 => new NoValue<T>(response),
            _ => throw TableError.Of(response),
        };
    }

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        SendAsync(new TableTransactionAction(TableTransactionActionType.Add, entity), cancellationToken);

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity
    {
        var action =
            mode == TableUpdateMode.Merge
                ? TableTransactionActionType.UpsertMerge
                : TableTransactionActionType.UpsertReplace;
        return SendAsync(new TableTransactionAction(action, entity), cancellationToken);
    }

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("An update names a tag; ETag.All stands for any.", nameof(ifMatch));
        }

        var action =
            mode == TableUpdateMode.Merge
                ? TableTransactionActionType.UpdateMerge
                : TableTransactionActionType.UpdateReplace;
        return SendAsync(new TableTransactionAction(action, entity, ifMatch), cancellationToken);
    }

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => SendAsync(new TableTransactionAction(TableTransactionActionType.Delete, entity, ifMatch), cancellationToken);

    /// <summary>Does not throw where there is no such entity: the response's status is 404 then.</summary>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => DeleteEntityAsync(new TableEntity(partitionKey, rowKey), ifMatch, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity =>
        new EntityPages<T>(_requests, Name, filter, maxPerPage, select, cancellationToken);

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    )
    {
        TableTransactionAction[] actions = [.. transactionActions];
        if (actions.Length == 0)
        {
            throw new InvalidOperationException("A transaction has at least one action.");
        }

        using var message = _requests.Transaction(Name, actions);
        var response = await _requests.SendAsync(message, cancellationToken);
        if (response.Status is not (200 or 202))
        {
            throw new TableTransactionFailedException(TableError.Of(response));
        }

        var answers = TransactionReply.Read(response);
        foreach (var answer in answers)
        {
            if (answer.Status >= 400)
            {
                throw new TableTransactionFailedException(TableError.Of(answer));
            }
        }

        return Response.FromValue<IReadOnlyList<Response>>(answers, response);
    }

    private async Task<Response> SendAsync(TableTransactionAction action, CancellationToken cancellation)
    {
        using var message = _requests.Change(Name, action);
        var response = await _requests.SendAsync(message, cancellation);
        var isDone =
            response.Status == 204
            || (response.Status == 404 && action.ActionType == TableTransactionActionType.Delete);
        return isDone ? response : throw TableError.Of(response);
    }

    private sealed class NoValue<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => throw new InvalidOperationException("There is no such entity.");

        public override Response GetRawResponse() => response;
    }
}
