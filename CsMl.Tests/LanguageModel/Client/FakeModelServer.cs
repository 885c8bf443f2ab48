using System.Collections.Concurrent;
using System.Threading.Channels;
using CsMl.Core.LanguageModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>
/// A server of chat completions on a free port of this machine, which answers by each <see cref="FakeApi"/>. Each request takes the next reply of the script, and what
/// <see cref="Answer"/> makes of it where none is left. It keeps what it was sent and what it billed.
/// </summary>
public sealed class FakeModelServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<FakeReply> _script = new();
    private readonly Channel<SentRequest> _arrivals = Channel.CreateUnbounded<SentRequest>();
    private readonly Channel<SentRequest> _departures = Channel.CreateUnbounded<SentRequest>();
    private readonly Lock _counts = new();
    private readonly WebApplication _app;

    private FakeModelServer(Func<SentRequest, FakeReply> answer)
    {
        Answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Scheme, host and port; the path is the client's to add.</summary>
    public Uri Endpoint { get; private set; } = null!;

    /// <summary>What a request is answered where the script is at its end.</summary>
    public Func<SentRequest, FakeReply> Answer { get; set; }

    /// <summary>What it says to who asks for its models.</summary>
    public string Models { get; set; } = """{"object":"list","data":[{"id":"fake-model"},{"id":"other"}]}""";

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<SentRequest> Requests { get; } = new();

    /// <summary>What all replies said they cost.</summary>
    public Bill Billed { get; private set; } = new(0, 0);

    public int InFlight { get; private set; }

    /// <summary>The largest number of requests that were ever there at once.</summary>
    public int MostInFlight { get; private set; }

    public static Task<FakeModelServer> StartAsync() => StartAsync(_ => FakeReply.Text("{}"));

    public static async Task<FakeModelServer> StartAsync(Func<SentRequest, FakeReply> answer)
    {
        var server = new FakeModelServer(answer);
        server._app.Urls.Add("http://127.0.0.1:0");
        await server._app.StartAsync();
        server.Endpoint = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>The setting by which it is asked by this API.</summary>
    public Uri EndpointOf(FakeApi api) =>
        api == FakeApi.Azure ? new Uri(Endpoint, "/openai/deployments/fake-model") : Endpoint;

    /// <summary>Adds to the script.</summary>
    public void Next(params FakeReply[] replies) => Array.ForEach(replies, _script.Enqueue);

    /// <summary>Settings of a client that asks this server.</summary>
    public LlmOptions Options(FakeApi api = FakeApi.OpenAi) =>
        new()
        {
            Endpoint = EndpointOf(api),
            Model = "fake-model",
            ApiKey = "key-one",
        };

    /// <summary>Waits for a request; each is handed out once, in the order of arrival.</summary>
    public Task<SentRequest> ArrivalAsync() => _arrivals.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    /// <summary>Waits until a request is done with, answered or not; each is handed out once.</summary>
    public Task<SentRequest> DepartureAsync() => _departures.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/v1/models")
        {
            await context.Response.WriteAsync(Models);
            return;
        }

        var request = await SentRequest.ReadAsync(context.Request);
        lock (_counts)
        {
            InFlight++;
            MostInFlight = Math.Max(MostInFlight, InFlight);
        }

        try
        {
            Requests.Enqueue(request);
            _arrivals.Writer.TryWrite(request);
            var reply = request.Api is not null
                ? _script.TryDequeue(out var next)
                    ? next
                    : Answer(request)
                : FakeReply.Refusal(404, "unknown_url", "There is nothing at this address.");
            await reply.Gate(context.RequestAborted);
            lock (_counts)
            {
                Billed = Billed.Plus(reply.Bill);
            }

            await reply.SendAsync(context, reply);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone, as a server learns it.
        }
        finally
        {
            lock (_counts)
            {
                InFlight--;
            }

            _departures.Writer.TryWrite(request);
        }
    }
}
