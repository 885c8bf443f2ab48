using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using CsMl.Core.Queues;
using CsMl.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Functions;

/// <summary>
/// The app's tables and queues in the storage account that the Functions host itself uses: <c>AzureWebJobsStorage</c>, a
/// connection string, or <c>AzureWebJobsStorage:accountName</c>, or <c>:tableServiceUri</c> and <c>:queueServiceUri</c>, with a
/// managed identity: the app's own, or the user-assigned one of <c>:clientId</c>.
/// </summary>
public static class AzureStorage
{
    public const string Setting = "AzureWebJobsStorage";

    public static bool IsConfigured(IConfiguration configuration) =>
        configuration[Setting] is { Length: > 0 } || FindEndpoint(configuration, "table") is not null;

    public static IServiceCollection AddAzureTables(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(_ => AzureTables.Of(CreateTableClient(configuration), "csml"));

    public static IServiceCollection AddAzureQueues(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<IWorkQueue>(_ => new AzureWorkQueue(
            CreateQueueClient(configuration, QueueMessageEncoding.Base64)
        ));

    /// <exception cref="InvalidOperationException">No storage is configured.</exception>
    /// <exception cref="FormatException">The setting holds no connection string.</exception>
    public static QueueServiceClient CreateQueueClient(IConfiguration configuration, QueueMessageEncoding encoding)
    {
        var options = new QueueClientOptions { MessageEncoding = encoding };
        return configuration[Setting] is { Length: > 0 } connectionString
            ? new QueueServiceClient(connectionString, options)
            : new QueueServiceClient(
                Endpoint(configuration, "queue"),
                new DefaultAzureCredential(CredentialOptions(configuration)),
                options
            );
    }

    private static TableServiceClient CreateTableClient(IConfiguration configuration)
    {
        var options = AzureTables.Prepare(new TableClientOptions());
        return configuration[Setting] is { Length: > 0 } connectionString
            ? new TableServiceClient(connectionString, options)
            : new TableServiceClient(
                Endpoint(configuration, "table"),
                new DefaultAzureCredential(CredentialOptions(configuration)),
                options
            );
    }

    /// <summary>Whom the app signs in as where it has no connection string.</summary>
    public static DefaultAzureCredentialOptions CredentialOptions(IConfiguration configuration)
    {
        var options = new DefaultAzureCredentialOptions();
        if (configuration[Setting + ":clientId"] is { Length: > 0 } clientId)
        {
            options.ManagedIdentityClientId = clientId;
        }

        return options;
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
