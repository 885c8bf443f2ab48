using CsMl.Local.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Host;

/// <summary>A host that listens on a free loopback port, and a client that calls it.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app, RecordedLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = HangGuard.Limit };
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        Stopping = stopping.Task;
    }

    public HttpClient Client { get; }

    public RecordedLog Log { get; }

    /// <summary>Ends when the host has been told to stop.</summary>
    public Task Stopping { get; }

    public static async Task<RunningHost> StartAsync(
        FunctionHostOptions options,
        Action<IServiceCollection>? services = null,
        params (string Key, string Value)[] settings
    )
    {
        var log = new RecordedLog();
        var app = FunctionHost.Build(
            options,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))
                );
                builder.Logging.ClearProviders().AddProvider(log);
                services?.Invoke(builder.Services);
            }
        );
        await app.StartAsync();
        return new RunningHost(app, log);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string, string)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
