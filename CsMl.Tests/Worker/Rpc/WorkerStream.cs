using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Worker.Rpc;

/// <summary>The host's end of the stream of messages between the Functions host and one worker.</summary>
internal sealed class WorkerStream : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _outbox = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the worker has connected.</summary>
    public Task Started => _started.Task;

    /// <summary>What the worker has logged to the host.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>A server for the worker to connect to, on a free port of the loopback address.</summary>
    public WebApplication Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        return server;
    }

    public void Send(StreamingMessage message) => _outbox.Writer.TryWrite(message);

    /// <summary>Sends <paramref name="message"/> and answers the worker's response to it.</summary>
    /// <exception cref="IOException">The worker has closed the stream.</exception>
    public Task<StreamingMessage> RequestAsync(StreamingMessage message)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var response = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[message.RequestId] = response;
        if (!_outbox.Writer.TryWrite(message))
        {
            response.TrySetException(Closed());
        }

        return response.Task;
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        var sending = SendAllAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Receive(message);
            }
        }
        finally
        {
            _outbox.Writer.TryComplete();
            foreach (var response in _waiting.Values)
            {
                response.TrySetException(Closed());
            }
        }

        await sending;
    }

    private async Task SendAllAsync(
        IServerStreamWriter<StreamingMessage> responseStream,
        CancellationToken cancellation
    )
    {
        await foreach (var message in _outbox.Reader.ReadAllAsync(cancellation))
        {
            await responseStream.WriteAsync(message, cancellation);
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream)
        {
            _started.TrySetResult();
        }
        else if (message.RpcLog is { } log)
        {
            _log.Enqueue($"{log.Level} {log.Category}: {log.Message} {log.Exception?.Message}");
        }
        else if (_waiting.TryRemove(message.RequestId, out var response))
        {
            response.TrySetResult(message);
        }
    }

    private static IOException Closed() => new("The worker has closed the stream.");
}
