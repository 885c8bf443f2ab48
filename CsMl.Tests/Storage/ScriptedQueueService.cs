using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Queues;

namespace CsMl.Tests.Storage;

/// <summary>
/// A queue service that answers each request with the next line of its script, and says yes where none is left:
/// created, sent, deleted.
/// </summary>
internal sealed class ScriptedQueueService : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _script = new();

    /// <summary>Method, path and query of each request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string? Authorization { get; private set; }

    public void Next(HttpStatusCode status, string code) =>
        Next(() => Answer(status, $"<Error><Code>{code}</Code><Message>No.</Message></Error>"));

    public void NextBody(HttpStatusCode status, string body) => Next(() => Answer(status, body));

    /// <summary>No answer: the connection breaks.</summary>
    public void NextLost() => Next(() => throw new HttpRequestException("The connection broke."));

    public QueueServiceClient Client(
        TokenCredential? credential = null,
        QueueMessageEncoding encoding = QueueMessageEncoding.None
    )
    {
        var options = new QueueClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)),
            MessageEncoding = encoding,
        };
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxRetries = 2;
        var endpoint = new Uri("https://csml.queue.core.windows.net");
        return credential is null
            ? new QueueServiceClient(
                endpoint,
                new StorageSharedKeyCredential("csml", Convert.ToBase64String("key"u8)),
                options
            )
            : new QueueServiceClient(endpoint, credential, options);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Requests.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
        Authorization = request.Headers.Authorization?.ToString();
        var answer = _script.TryDequeue(out var next) ? next() : Yes(request);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    private void Next(Func<HttpResponseMessage> answer) => _script.Enqueue(answer);

    private static HttpResponseMessage Yes(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post
            ? Answer(
                HttpStatusCode.Created,
                """
                <QueueMessagesList><QueueMessage><MessageId>1</MessageId><PopReceipt>1</PopReceipt>
                <InsertionTime>Mon, 02 Mar 2026 01:00:00 GMT</InsertionTime>
                <ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>
                <TimeNextVisible>Mon, 02 Mar 2026 01:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>
                """
            )
            : Answer(request.Method == HttpMethod.Put ? HttpStatusCode.Created : HttpStatusCode.NoContent, "");

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };
}
