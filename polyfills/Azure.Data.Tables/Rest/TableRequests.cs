using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>The service's requests: https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api.</summary>
internal sealed class TableRequests(HttpPipeline pipeline, Uri endpoint, string version)
{
    private const string Json = "application/json";

    // Tags come only with metadata, and without the types no property but text could be read back.
    private const string JsonWithTypes = "application/json;odata=minimalmetadata";

    /// <summary>The endpoint's address, with a slash at its end.</summary>
    public string Root { get; } = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";

    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellation)
    {
        await pipeline.SendAsync(message, cancellation);
        // It outlives the message: the pipeline has read it whole.
        return message.Response;
    }

    public HttpMessage CreateTable(string table)
    {
        var message = Message(RequestMethod.Post, "Tables");
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add(HttpHeader.Names.ContentType, Json);
        message.Request.Content = RequestContent.Create(
            Encoding.UTF8.GetBytes($$"""{"TableName":"{{JsonEncodedText.Encode(table)}}"}""")
        );
        return message;
    }

    public HttpMessage GetEntity(string table, string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        var message = Message(RequestMethod.Get, EntityPath(table, partitionKey, rowKey));
        AppendSelect(message, select);
        return message;
    }

    public HttpMessage Query(string table, string? filter, int? top, IEnumerable<string>? select, string? continuation)
    {
        var message = Message(RequestMethod.Get, $"{table}()");
        var uri = message.Request.Uri;
        if (filter is not null)
        {
            uri.AppendQuery("$filter", filter);
        }

        if (top is { } count)
        {
            uri.AppendQuery("$top", count.ToString(CultureInfo.InvariantCulture));
        }

        AppendSelect(message, select);
        if (continuation?.Split(' ', 2) is { } next)
        {
            uri.AppendQuery("NextPartitionKey", next[0]);
            if (next.Length == 2 && next[1].Length > 0)
            {
                uri.AppendQuery("NextRowKey", next[1]);
            }
        }

        return message;
    }

    public HttpMessage Change(string table, TableTransactionAction action)
    {
        var entity = action.Entity;
        var message = action.ActionType switch
        {
            TableTransactionActionType.Add => Message(RequestMethod.Post, table),
            TableTransactionActionType.Delete => ToEntity(RequestMethod.Delete),
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => ToEntity(
                RequestMethod.Put
            ),
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => ToEntity(
                RequestMethod.Patch
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action.ActionType, "No such action."),
        };

        if (IfMatch(action) is { } tag)
        {
            message.Request.Headers.Add(HttpHeader.Names.IfMatch, tag);
        }

        if (action.ActionType == TableTransactionActionType.Add)
        {
            message.Request.Headers.Add("Prefer", "return-no-content");
        }

        if (action.ActionType != TableTransactionActionType.Delete)
        {
            message.Request.Headers.Add(HttpHeader.Names.ContentType, Json);
            message.Request.Content = RequestContent.Create(EntityJson.Write(entity));
        }

        return message;

        HttpMessage ToEntity(RequestMethod method) =>
            Message(method, EntityPath(table, entity.PartitionKey, entity.RowKey));
    }

    public HttpMessage Transaction(string table, IReadOnlyList<TableTransactionAction> actions)
    {
        using var body = new TransactionBody();
        foreach (var action in actions)
        {
            using var part = Change(table, action);
            body.Add(part.Request);
        }

        var message = Message(RequestMethod.Post, "$batch");
        message.Request.Headers.Add(HttpHeader.Names.ContentType, body.ContentType);
        message.Request.Content = RequestContent.Create(body.End());
        return message;
    }

    /// <summary>An update with no tag is an upsert; a delete needs one, and <c>*</c> stands for any.</summary>
    private static string? IfMatch(TableTransactionAction action) =>
        action.ActionType switch
        {
            TableTransactionActionType.Delete => action.ETag == default ? "*" : action.ETag.ToString("H"),
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace => action.ETag == default
                ? "*"
                : action.ETag.ToString("H"),
            _ => null,
        };

    private HttpMessage Message(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        // The pipeline would log an answer of 404 or 409 as an error otherwise; to a table these are answers.
        message.ResponseClassifier = TableAnswers.Instance;
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(Root + path));
        message.Request.Headers.Add(HttpHeader.Names.Accept, JsonWithTypes);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("x-ms-version", version);
        return message;
    }

    private static void AppendSelect(HttpMessage message, IEnumerable<string>? select)
    {
        if (select is not null)
        {
            message.Request.Uri.AppendQuery("$select", string.Join(',', select));
        }
    }

    private static string EntityPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private sealed class TableAnswers : ResponseClassifier
    {
        public static readonly TableAnswers Instance = new();

        public override bool IsErrorResponse(HttpMessage message) =>
            message.Response.Status is not (404 or 409 or 412) && base.IsErrorResponse(message);
    }
}
