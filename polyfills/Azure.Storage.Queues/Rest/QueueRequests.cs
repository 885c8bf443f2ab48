using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Rest;

/// <summary>The service's requests: https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api.</summary>
internal sealed class QueueRequests(HttpPipeline pipeline, Uri endpoint, string version, QueueMessageEncoding encoding)
{
    public QueueMessageEncoding Encoding => encoding;

    /// <summary>The endpoint's address, with a slash at its end.</summary>
    public string Root { get; } = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";

    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellation)
    {
        await pipeline.SendAsync(message, cancellation);
        // It outlives the message: the pipeline has read it whole.
        return message.Response;
    }

    public HttpMessage Create(string queue, IDictionary<string, string>? metadata)
    {
        var message = Message(RequestMethod.Put, queue);
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            message.Request.Headers.Add($"x-ms-meta-{name}", value);
        }

        return message;
    }

    public HttpMessage Delete(string queue) => Message(RequestMethod.Delete, queue);

    public HttpMessage Metadata(string queue)
    {
        var message = Message(RequestMethod.Get, queue);
        message.Request.Uri.AppendQuery("comp", "metadata");
        return message;
    }

    public HttpMessage Send(string queue, BinaryData body, TimeSpan? visibilityTimeout, TimeSpan? timeToLive)
    {
        var message = Message(RequestMethod.Post, $"{queue}/messages");
        Append(message, "visibilitytimeout", visibilityTimeout);
        Append(message, "messagettl", timeToLive);
        Write(message, body);
        return message;
    }

    public HttpMessage Receive(string queue, int? maxMessages, TimeSpan? visibilityTimeout)
    {
        var message = Message(RequestMethod.Get, $"{queue}/messages");
        Append(message, "numofmessages", maxMessages);
        Append(message, "visibilitytimeout", visibilityTimeout);
        return message;
    }

    public HttpMessage Peek(string queue, int? maxMessages)
    {
        var message = Message(RequestMethod.Get, $"{queue}/messages");
        message.Request.Uri.AppendQuery("peekonly", "true");
        Append(message, "numofmessages", maxMessages);
        return message;
    }

    public HttpMessage Update(string queue, string id, string popReceipt, BinaryData? body, TimeSpan visibilityTimeout)
    {
        var message = Message(RequestMethod.Put, $"{queue}/messages/{Uri.EscapeDataString(id)}");
        message.Request.Uri.AppendQuery("popreceipt", popReceipt);
        Append(message, "visibilitytimeout", visibilityTimeout);
        if (body is not null)
        {
            Write(message, body);
        }

        return message;
    }

    public HttpMessage DeleteMessage(string queue, string id, string popReceipt)
    {
        var message = Message(RequestMethod.Delete, $"{queue}/messages/{Uri.EscapeDataString(id)}");
        message.Request.Uri.AppendQuery("popreceipt", popReceipt);
        return message;
    }

    public HttpMessage Clear(string queue) => Message(RequestMethod.Delete, $"{queue}/messages");

    private HttpMessage Message(RequestMethod method, string path)
    {
        var message = pipeline.CreateMessage();
        // The pipeline would log an answer of 404 or 409 as an error otherwise; to a queue these are answers.
        message.ResponseClassifier = ExpectedAnswers.Instance;
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(Root + path));
        message.Request.Headers.Add(HttpHeader.Names.Accept, "application/xml");
        message.Request.Headers.Add("x-ms-version", version);
        return message;
    }

    private void Write(HttpMessage message, BinaryData body)
    {
        var text =
            encoding == QueueMessageEncoding.Base64 ? Convert.ToBase64String(body.ToMemory().Span) : body.ToString();
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/xml");
        message.Request.Content = RequestContent.Create(QueueXml.Message(text));
    }

    private static void Append(HttpMessage message, string name, TimeSpan? value) =>
        Append(message, name, value is null ? null : (int)value.Value.TotalSeconds);

    private static void Append(HttpMessage message, string name, int? value)
    {
        if (value is { } number)
        {
            message.Request.Uri.AppendQuery(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private sealed class ExpectedAnswers : ResponseClassifier
    {
        public static readonly ExpectedAnswers Instance = new();

        public override bool IsErrorResponse(HttpMessage message) =>
            message.Response.Status is not (404 or 409) && base.IsErrorResponse(message);
    }
}
