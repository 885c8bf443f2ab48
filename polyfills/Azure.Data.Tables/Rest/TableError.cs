using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads the service's word for what went wrong.</summary>
internal sealed class TableError : RequestFailedDetailsParser
{
    private static readonly TableError Parser = new();

    private TableError() { }

    public static RequestFailedException Of(Response response) => new(response, null, Parser);

    /// <summary>
    /// <c>{"odata.error":{"code":"EntityAlreadyExists","message":{"value":"The specified entity…"}}}</c>; failures that
    /// arise before the table service, such as of authentication, come otherwise and name their code in a header.
    /// </summary>
    public override bool TryParse(
        Response response,
        [NotNullWhen(true)] out ResponseError? error,
        out IDictionary<string, string>? data
    )
    {
        data = null;
        error = FromBody(response) ?? FromHeader(response);
        return error is not null;
    }

    private static ResponseError? FromBody(Response response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var error = document.RootElement.GetProperty("odata.error");
            var message = error.GetProperty("message").GetProperty("value").GetString();
            return new ResponseError(error.GetProperty("code").GetString(), message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ResponseError? FromHeader(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var code)
            ? new ResponseError(code, response.ReasonPhrase)
            : null;
}
