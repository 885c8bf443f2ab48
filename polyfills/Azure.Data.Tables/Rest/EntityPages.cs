using System.Text.Json;

namespace Azure.Data.Tables.Rest;

/// <summary>The answer to a query, page by page; the service says in headers where the next page begins.</summary>
internal sealed class EntityPages<T>(
    TableRequests requests,
    string table,
    string? filter,
    int? maxPerPage,
    IEnumerable<string>? select,
    CancellationToken cancellation
) : AsyncPageable<T>(cancellation)
    where T : class, ITableEntity
{
    private const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    private const string NextRowKey = "x-ms-continuation-NextRowKey";

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            using var message = requests.Query(table, filter, pageSizeHint ?? maxPerPage, select, continuationToken);
            var response = await requests.SendAsync(message, CancellationToken);
            if (response.Status != 200)
            {
                throw TableError.Of(response);
            }

            continuationToken = Continuation(response);
            yield return Page<T>.FromValues(Read(response.Content), continuationToken, response);
        } while (continuationToken is not null);
    }

    private static List<T> Read(BinaryData json)
    {
        using var document = JsonDocument.Parse(json);
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("value", out var rows)
            && rows.ValueKind == JsonValueKind.Array
            ? [.. rows.EnumerateArray().Select(EntityJson.Read<T>)]
            : throw new JsonException("The service answered with something that is no list of entities.");
    }

    /// <summary>Both keys in one text, as the real package joins them; the service has encoded them, so neither holds a space.</summary>
    private static string? Continuation(Response response)
    {
        response.Headers.TryGetValue(NextPartitionKey, out var partition);
        response.Headers.TryGetValue(NextRowKey, out var row);
        return partition is null && row is null ? null : $"{partition} {row}";
    }
}
