using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CsMl.Functions;
using CsMl.Local;
using CsMl.Local.Host;
using CsMl.Tests.Host;
using CsMl.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Http;

/// <summary>A storage account that takes connections and never answers: the emulator's process, stopped.</summary>
[NeedsNode]
[Trait("Speed", "Slow")]
public sealed class FrozenStorageTests : IAsyncLifetime, IDisposable
{
    private readonly Azurite _azurite = new();
    private readonly TestDirectory _directory = new();
    private readonly RecordedLog _log = new();
    private LocalStore? _store;
    private WebApplication? _app;
    private HttpClient? _client;

    public async Task InitializeAsync()
    {
        if (NeedsNodeAttribute.SkipReason is not null)
        {
            return;
        }

        await _azurite.InitializeAsync();
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([
            new("AzureWebJobsStorage", _azurite.ConnectionString),
            new("Storage:TimeoutSeconds", "2"),
            new("Storage:NetworkTimeoutSeconds", "1"),
        ]);
        _store = LocalApp.OpenStore(_directory.Path, settings);
        _app = FunctionHost.Build(
            new FunctionHostOptions
            {
                FunctionClasses = FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly),
                DataDirectory = _directory.Path,
                Urls = "http://127.0.0.1:0",
            },
            builder =>
            {
                builder.Configuration.AddConfiguration(settings);
                builder.Logging.ClearProviders().AddProvider(_log);
                LocalApp.Configure(builder.Services, builder.Configuration, _store);
            }
        );
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = HangGuard.Limit };
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _store?.Dispose();
        _azurite.Dispose();
        _directory.Dispose();
        _log.Dispose();
    }

    [StorageFact]
    public async Task Every_call_ends_as_a_503_within_its_bound_and_works_again_afterwards()
    {
        await SendAsync(HttpMethod.Put, "context", HttpStatusCode.OK);
        await _azurite.FreezeAsync();
        try
        {
            var clock = Stopwatch.StartNew();
            foreach (
                var (method, path) in new[]
                {
                    (HttpMethod.Get, "context"),
                    (HttpMethod.Put, "context"),
                    (HttpMethod.Get, "predictions"),
                    (HttpMethod.Get, "churn-risk"),
                }
            )
            {
                using var answer = await SendAsync(method, path, HttpStatusCode.ServiceUnavailable);
                Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
            }

            // Without a bound each of them took minutes.
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{clock.Elapsed}");
        }
        finally
        {
            await _azurite.ThawAsync();
        }

        await SendAsync(HttpMethod.Get, "context", HttpStatusCode.OK);
        AssertNoErrors();
    }

    [StorageFact]
    public async Task A_caller_that_goes_away_meanwhile_is_no_error()
    {
        await SendAsync(HttpMethod.Put, "context", HttpStatusCode.OK);
        await _azurite.FreezeAsync();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                _client!.GetAsync(RunningApp.Account("1", "context"), patience.Token)
            );
            // It takes as long as the one that left would have.
            await SendAsync(HttpMethod.Get, "context", HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await _azurite.ThawAsync();
        }

        AssertNoErrors();
    }

    /// <summary>A timer that fires meanwhile rightly reports that its storage did not answer.</summary>
    private void AssertNoErrors() =>
        Assert.DoesNotContain(_log.Errors, e => !e.Message.StartsWith("Timer ", StringComparison.Ordinal));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, RunningApp.Account("1", path));
        request.Content =
            method == HttpMethod.Put
                ? new StringContent("""{"name":"Acme"}""", new MediaTypeHeaderValue("application/json"))
                : null;
        var answer = await _client!.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return answer;
    }
}
