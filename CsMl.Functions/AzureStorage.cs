using Azure.Core;
using Azure.Core.Extensions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsMl.Functions;

/// <summary>
/// The app's tables and queues in the storage account of the Functions host. <c>AzureWebJobsStorage</c> is a connection
/// string; or <c>AzureWebJobsStorage:accountName</c>, or <c>:tableServiceUri</c> and <c>:queueServiceUri</c>, names the
/// account, and the app uses a managed identity (<see cref="AzureIdentity"/>).
/// </summary>
public static class AzureStorage
{
    public const string Setting = "AzureWebJobsStorage";

    public static bool IsConfigured(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } || FindEndpoint(configuration, "table") is not null;

    /// <exception cref="InvalidOperationException">
    /// No storage is configured, or its connection string is invalid.
    /// </exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, IConfiguration configuration)
    {
        CheckConnectionString(configuration[Setting]);
        services.AddAzureIdentity(configuration);
        services.TryAddSingleton(TimeProvider.System);
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        services.AddAzureClients(clients =>
        {
            clients.UseCredential(provider => provider.GetRequiredService<TokenCredential>());
            // The clients' own logs contain row keys, and so account ids, and warn about every 404, most of which are
            // expected.
            clients.ConfigureDefaults(options =>
            {
                options.Diagnostics.IsLoggingEnabled = false;
                options.Retry.NetworkTimeout = TimeSpan.FromSeconds(storage.NetworkTimeoutSeconds);
            });
            clients.AddTables(configuration).ConfigureOptions(options => AzureTables.Prepare(options));
            clients
                .AddQueues(configuration)
                .ConfigureOptions(options => options.MessageEncoding = QueueMessageEncoding.Base64);
        });
        services.AddSingleton(provider =>
            AzureTables
                .Of(provider.GetRequiredService<TableServiceClient>(), "csml", storage.Limit())
                .Recording(provider.GetRequiredService<TimeProvider>())
        );
        services.AddHostedService<CreateQueues>();
        return services.AddSingleton<IWorkQueue>(provider => new AzureWorkQueue(
            provider.GetRequiredService<QueueServiceClient>(),
            storage.Limit()
        ));
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

    /// <summary>
    /// Checks the connection string at start, because the clients are created only at the first request. Their
    /// exceptions may contain parts of an invalid connection string, even its key, so they are not passed on.
    /// </summary>
    private static void CheckConnectionString(string? connectionString)
    {
        if (connectionString is not { Length: > 0 })
        {
            return;
        }

        if (!CanRead(() => new TableServiceClient(connectionString)))
        {
            throw Unreadable("table");
        }

        if (!CanRead(() => new QueueServiceClient(connectionString)))
        {
            throw Unreadable("queue");
        }

        static InvalidOperationException Unreadable(string service) =>
            new(
                $"{Setting} is no connection string of a {service} service; a right one looks like DefaultEndpointsProtocol=https;AccountName=NAME;AccountKey=KEY;EndpointSuffix=core.windows.net, or is UseDevelopmentStorage=true."
            );
    }

    /// <summary>False for any exception, because the clients' parsers have no exception type of their own.</summary>
    private static bool CanRead(Func<object> createClient)
    {
        try
        {
            _ = createClient();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

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
