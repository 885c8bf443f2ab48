using Azure.Core;
using Azure.Core.Extensions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CsMl.Core.Queues;
using CsMl.Core.Storage;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Functions;

/// <summary>
/// The app's tables and queues in the storage account that the Functions host itself uses: <c>AzureWebJobsStorage</c>, a
/// connection string, or <c>AzureWebJobsStorage:accountName</c>, or <c>:tableServiceUri</c> and <c>:queueServiceUri</c>, with a
/// managed identity (<see cref="AzureIdentity"/>).
/// </summary>
public static class AzureStorage
{
    public const string Setting = "AzureWebJobsStorage";

    public static bool IsConfigured(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } || FindEndpoint(configuration, "table") is not null;

    /// <exception cref="InvalidOperationException">No storage is configured.</exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAzureIdentity(configuration);
        services.AddAzureClients(clients =>
        {
            clients.UseCredential(provider => provider.GetRequiredService<TokenCredential>());
            // The clients' own log names rows, and so accounts, and warns of each 404 that says no more than "not yet".
            clients.ConfigureDefaults(options => options.Diagnostics.IsLoggingEnabled = false);
            clients.AddTables(configuration).ConfigureOptions(options => AzureTables.Prepare(options));
            clients
                .AddQueues(configuration)
                .ConfigureOptions(options => options.MessageEncoding = QueueMessageEncoding.Base64);
        });
        services.AddSingleton(provider => AzureTables.Of(provider.GetRequiredService<TableServiceClient>(), "csml"));
        return services.AddSingleton<IWorkQueue, AzureWorkQueue>();
    }

    public static IAzureClientBuilder<QueueServiceClient, QueueClientOptions> AddQueues(
        this AzureClientFactoryBuilder clients,
        IConfiguration configuration
    ) =>
        configuration[Setting] is { Length: > 0 } connectionString
            ? clients.AddQueueServiceClient(connectionString)
            : clients.AddQueueServiceClient(Endpoint(configuration, "queue"));

    private static IAzureClientBuilder<TableServiceClient, TableClientOptions> AddTables(
        this AzureClientFactoryBuilder clients,
        IConfiguration configuration
    ) =>
        configuration[Setting] is { Length: > 0 } connectionString
            ? clients.AddTableServiceClient(connectionString)
            : clients.AddTableServiceClient(Endpoint(configuration, "table"));

    private static Uri Endpoint(IConfiguration configuration, string service) =>
        FindEndpoint(configuration, service)
        ?? throw new InvalidOperationException(
            $"No {service} storage is configured; set {Setting} to a connection string, or {Setting}__accountName for a managed identity."
        );

    private static Uri? FindEndpoint(IConfiguration configuration, string service) =>
        configuration[$"{Setting}:{service}ServiceUri"] is { Length: > 0 } uri ? new Uri(uri)
        : configuration[$"{Setting}:accountName"] is { Length: > 0 } account
            ? new Uri($"https://{account}.{service}.core.windows.net")
        : null;
}
