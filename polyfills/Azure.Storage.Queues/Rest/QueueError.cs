using System.Diagnostics.CodeAnalysis;
using System.Xml;
using Azure.Core;

namespace Azure.Storage.Queues.Rest;

/// <summary>Reads the service's word for what went wrong.</summary>
internal sealed class QueueError : RequestFailedDetailsParser
{
    private static readonly QueueError Parser = new();

    private QueueError() { }

    public static RequestFailedException Of(Response response) => new(response, null, Parser);

    /// <summary>
    /// <c>&lt;Error&gt;&lt;Code&gt;QueueNotFound&lt;/Code&gt;&lt;Message&gt;The specified queue…</c>; an answer without a
    /// body names its code in a header.
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
            var error = QueueXml.Read(response.Content);
            return error.Element("Code") is { } code
                ? new ResponseError(code.Value, error.Element("Message")?.Value)
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ResponseError? FromHeader(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var code)
            ? new ResponseError(code, response.ReasonPhrase)
            : null;
}
