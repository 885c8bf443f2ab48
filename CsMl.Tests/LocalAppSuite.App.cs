using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Local.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests;

/// <content>The app and its callers.</content>
public abstract partial class LocalAppSuite
{
    /// <summary>The rows of a run that is over are deleted just behind its end.</summary>
    private static async Task IsWithoutFileAsync(Tables tables, string runId)
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        List<string> left;
        do
        {
            left = [];
            await foreach (var row in tables.Runs.QueryAsync($"{LocalApp.Tenant}~{runId}", RowRange.All, late.Token))
            {
                left.Add(row.RowKey);
            }
        } while (left.Count > 1);

        Assert.StartsWith("report~", Assert.Single(left), StringComparison.Ordinal);
    }

    private static string Id() => $"a{Guid.NewGuid():N}";

    private ConfigurationManager Configuration()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(Settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        return configuration;
    }

    private WebApplication Build(
        LocalStore store,
        IReadOnlyList<Type> functions,
        Action<WebApplicationBuilder>? configure = null,
        string hostJson = "there-is-no-host.json"
    ) =>
        FunctionHost.Build(
            new FunctionHostOptions
            {
                FunctionClasses = functions,
                DataDirectory = DataDirectory,
                Urls = "http://127.0.0.1:0",
                HostJsonPath = hostJson,
            },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(Settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
                LocalApp.Configure(builder.Services, builder.Configuration, store);
                configure?.Invoke(builder);
            }
        );

    private static async Task<HttpClient> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = HangGuard.Limit };
    }

    private static async Task<JsonElement> PostAsync(
        HttpClient client,
        string path,
        string body,
        string type = "application/json",
        HttpStatusCode status = HttpStatusCode.OK
    )
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await client.PostAsync(Accounts + path, content);
        Assert.Equal(status, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
