using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CsMl.Tests.Portfolio;
using Microsoft.AspNetCore.Builder;

namespace CsMl.Tests.Worker.Rpc;

/// <summary>
/// Starts an isolated worker as the process that it is in Azure, and does for it what the Functions host does: has its
/// functions indexed and loaded, invokes them, forwards HTTP requests, and ends it.
/// </summary>
internal sealed class FunctionRpcHost : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly WorkerStream _stream;
    private readonly WebApplication _server;
    private readonly AppProcess _worker;
    private readonly HttpClient _client = new() { Timeout = Timeout };
    private readonly long _start = Stopwatch.GetTimestamp();
    private Uri? _proxy;

    private FunctionRpcHost(
        WorkerStream stream,
        WebApplication server,
        FileInfo assembly,
        (string Name, string? Value)[] settings
    )
    {
        (_stream, _server) = (stream, server);
        _worker = StartWorker(assembly, server.Urls.Single(), settings);
    }

    /// <summary>The worker's functions, by name.</summary>
    public IReadOnlyDictionary<string, WorkerFunction> Functions { get; private set; } =
        new Dictionary<string, WorkerFunction>();

    /// <summary>Since the worker's process was started.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public TimeSpan ProcessorTime => _worker.ProcessorTime;

    /// <summary>What the worker has logged, and written to its standard streams.</summary>
    public string Log => $"{_stream.Log}\n{_worker.Output}";

    /// <param name="assembly">The worker's. Its host.json lies beside it.</param>
    /// <param name="settings">The app's settings.</param>
    public static async Task<FunctionRpcHost> StartAsync(
        FileInfo assembly,
        params (string Name, string? Value)[] settings
    )
    {
        var stream = new WorkerStream();
        var server = stream.Serve();
        await server.StartAsync();
        var host = new FunctionRpcHost(stream, server, assembly, settings);
        try
        {
            await host.InitializeAsync(assembly.DirectoryName!);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a function that a timer or a message sets off.</summary>
    /// <param name="trigger">What its trigger parameter receives.</param>
    public Task<StatusResult> InvokeAsync(string function, TypedData trigger) =>
        InvokeAsync(Functions[function].Invocation(trigger));

    /// <summary>Sends a request to an HTTP function, as the host forwards it.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        string function,
        HttpMethod method,
        string path,
        string? json = null
    )
    {
        var invocation = Functions[function].HttpInvocation(path);
        using var request = new HttpRequestMessage(method, new Uri(_proxy!, path));
        request.Headers.Add("x-ms-invocation-id", invocation.InvocationId);
        request.Content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));

        var invoked = InvokeAsync(invocation);
        using var response = await WithLogAsync(_client.SendAsync(request));
        var body = await response.Content.ReadAsStringAsync();
        Check(await invoked);
        return (response.StatusCode, body);
    }

    /// <summary>Asks the worker to end, and answers its exit code once it has.</summary>
    public Task<int> TerminateAsync()
    {
        _stream.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });
        return WithLogAsync(_worker.ExitCodeAsync(CancellationToken.None));
    }

    /// <summary>Kills the worker if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static AppProcess StartWorker(FileInfo assembly, string host, (string Name, string? Value)[] settings) =>
        AppProcess.Start(
            assembly,
            [.. settings, ("FUNCTIONS_APPLICATION_DIRECTORY", assembly.DirectoryName)],
            "--functions-uri",
            host,
            "--functions-worker-id",
            "worker",
            "--functions-request-id",
            "start",
            "--functions-grpc-max-message-length",
            $"{int.MaxValue}"
        );

    private async Task InitializeAsync(string directory)
    {
        await WithLogAsync(Task.WhenAny(_stream.Started, _worker.ExitCodeAsync(CancellationToken.None)));
        if (_worker.HasExited)
        {
            throw new InvalidOperationException($"The worker ended as it started:\n{Log}");
        }

        var start = new WorkerInitRequest { HostVersion = "4.1037.0", FunctionAppDirectory = directory };
        var started = (await RequestAsync(new() { WorkerInitRequest = start })).WorkerInitResponse;
        Check(started.Result);
        _proxy = new Uri(started.Capabilities["HttpUri"]);

        var index = new FunctionsMetadataRequest { FunctionAppDirectory = directory };
        var indexed = (await RequestAsync(new() { FunctionsMetadataRequest = index })).FunctionMetadataResponse;
        Check(indexed.Result);
        Functions = indexed.FunctionMetadataResults.ToDictionary(f => f.Name, f => new WorkerFunction(f));
        await Task.WhenAll(indexed.FunctionMetadataResults.Select(LoadAsync));
        await WithLogAsync(ConnectAsync(_proxy));
    }

    /// <summary>The functions may be loaded before the worker's own server listens; the Functions host tries again too.</summary>
    private static async Task<bool> ConnectAsync(Uri proxy)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(proxy.Host, proxy.Port);
                return true;
            }
            catch (SocketException e)
                when (e.SocketErrorCode == SocketError.ConnectionRefused && clock.Elapsed < Timeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        }
    }

    private async Task LoadAsync(RpcFunctionMetadata function)
    {
        var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
        Check((await RequestAsync(new() { FunctionLoadRequest = load })).FunctionLoadResponse.Result);
    }

    private async Task<StatusResult> InvokeAsync(InvocationRequest invocation) =>
        (await RequestAsync(new() { InvocationRequest = invocation })).InvocationResponse.Result;

    private Task<StreamingMessage> RequestAsync(StreamingMessage message) =>
        WithLogAsync(_stream.RequestAsync(message));

    private void Check(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"{result.Exception?.Message} The worker's log:\n{Log}");
        }
    }

    private async Task<T> WithLogAsync<T>(Task<T> task)
    {
        try
        {
            return await task.WaitAsync(Timeout);
        }
        catch (Exception e) when (e is TimeoutException or IOException or HttpRequestException)
        {
            throw new InvalidOperationException($"{e.Message} The worker's log:\n{Log}", e);
        }
    }
}
