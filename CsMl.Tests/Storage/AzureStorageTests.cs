using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Functions;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace CsMl.Tests.Storage;

public sealed class AzureStorageTests
{
    private const string Account = "AccountName=account;AccountKey=a2V5;";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void The_clients_are_those_of_AddAzureClients_and_have_the_apps_options()
    {
        using var services = Services([("AzureWebJobsStorage", "UseDevelopmentStorage=true")]);

        Assert.Same(
            services.GetRequiredService<IAzureClientFactory<TableServiceClient>>().CreateClient("Default"),
            services.GetRequiredService<TableServiceClient>()
        );
        Assert.Same(
            services.GetRequiredService<IAzureClientFactory<QueueServiceClient>>().CreateClient("Default"),
            services.GetRequiredService<QueueServiceClient>()
        );
        var tables = services.GetRequiredService<IOptionsMonitor<TableClientOptions>>().Get("Default");
        var queues = services.GetRequiredService<IOptionsMonitor<QueueClientOptions>>().Get("Default");
        Assert.Equal(QueueMessageEncoding.Base64, queues.MessageEncoding);
        Assert.False(tables.Diagnostics.IsLoggingEnabled || queues.Diagnostics.IsLoggingEnabled);
    }

    /// <summary>Without what <see cref="AzureTables.Prepare"/> sets, each refusal would be looked into with a read.</summary>
    [Fact]
    public async Task A_refused_write_of_the_containers_tables_costs_no_read()
    {
        await using var server = await FaultyTableServer.StartAsync();
        var account = Account + $"TableEndpoint={server.Endpoint};QueueEndpoint={server.Endpoint}";
        using var services = Services([("AzureWebJobsStorage", account)]);
        var table = services.GetRequiredService<Tables>().Results;
        EntityChange[] insert = [EntityChange.Insert("row", "{}"u8.ToArray())];

        Assert.True((await table.WriteAsync("p", insert, None)).Succeeded);
        Assert.Equal(WriteFailure.AlreadyExists, (await table.WriteAsync("p", insert, None)).Failure);

        Assert.Equal(["POST", "POST"], server.Requests);
    }

    [Theory]
    [InlineData("accountName", "csml", "https://csml.table.core.windows.net/", "https://csml.queue.core.windows.net/")]
    [InlineData("tableServiceUri", "https://t.test/", "https://t.test/", "https://q.test/")]
    public async Task Without_a_connection_string_both_clients_sign_in_with_the_containers_credential(
        string name,
        string value,
        string tableService,
        string queueService
    )
    {
        var seen = new SeenRequests();
        var credential = Substitute.For<TokenCredential>();
        credential.GetTokenAsync(default, default).ReturnsForAnyArgs(new AccessToken("token", DateTimeOffset.MaxValue));
        using var services = Services(
            [
                ($"AzureWebJobsStorage:{name}", value),
                ("AzureWebJobsStorage:queueServiceUri", name == "accountName" ? "" : queueService),
            ],
            added =>
            {
                added.AddAzureClients(clients => clients.UseCredential(credential));
                added.ConfigureAll<TableClientOptions>(o => o.Transport = new HttpClientTransport(seen));
                added.ConfigureAll<QueueClientOptions>(o => o.Transport = new HttpClientTransport(seen));
            }
        );

        await Assert.ThrowsAsync<RequestFailedException>(() =>
            services.GetRequiredService<Tables>().Results.FindAsync("p", "r", None)
        );
        await Assert.ThrowsAsync<RequestFailedException>(() =>
            services.GetRequiredService<IWorkQueue>().SendAsync("work", ["x"], None)
        );

        Assert.Equal([(tableService, "Bearer token"), (queueService, "Bearer token")], seen.Requests);
        Assert.All(
            credential.ReceivedCalls().Select(call => call.GetArguments()[0]).OfType<TokenRequestContext>(),
            context => Assert.Equal(["https://storage.azure.com/.default"], context.Scopes)
        );
    }

    [Fact]
    public void Without_any_setting_it_says_what_to_set()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Services([]));

        Assert.Contains("AzureWebJobsStorage__accountName", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cret")]
    [InlineData("AccountName=csml")]
    [InlineData("AccountKey=s3cret")]
    [InlineData("AccountName=csml;s3cret")]
    [InlineData("AccountName=csml;AccountKey=s3cret!")]
    public void A_connection_string_that_cannot_be_read_is_refused_at_start_and_not_repeated(string value)
    {
        var e = Assert.Throws<InvalidOperationException>(() => Services([("AzureWebJobsStorage", value)]));

        Assert.StartsWith("AzureWebJobsStorage is no connection string", e.Message, StringComparison.Ordinal);
        Assert.Contains("DefaultEndpointsProtocol=https;AccountName=", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("=csml", e.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(e.InnerException);
    }

    private static ServiceProvider Services(
        (string Key, string Value)[] settings,
        Action<IServiceCollection>? configure = null
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection().AddAzureStorage(configuration);
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Refuses every request, and remembers where it went and who asked.</summary>
    private sealed class SeenRequests : HttpMessageHandler
    {
        public List<(string Service, string Authorization)> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Requests.Add(
                (request.RequestUri!.GetLeftPart(UriPartial.Authority) + "/", $"{request.Headers.Authorization}")
            );
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden));
        }
    }
}
