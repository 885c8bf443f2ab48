using Azure.Data.Tables;
using Azure.Identity;
using CsMl.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Functions;

/// <summary>
/// The app's tables in the storage account that the Functions host itself uses: <c>AzureWebJobsStorage</c>, a
/// connection string, or <c>AzureWebJobsStorage:accountName</c> or <c>:tableServiceUri</c> with a managed identity:
/// the app's own, or the user-assigned one of <c>:clientId</c>.
/// </summary>
public static class AzureStorage
{
    public const string Setting = "AzureWebJobsStorage";

    public static IServiceCollection AddAzureTables(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(_ => AzureTables.Of(CreateClient(configuration), "csml"));

    private static TableServiceClient CreateClient(IConfiguration configuration)
    {
        var options = AzureTables.Prepare(new TableClientOptions());
        if (configuration[Setting] is { Length: > 0 } connectionString)
        {
            return new TableServiceClient(connectionString, options);
        }

        var endpoint =
            configuration[Setting + ":tableServiceUri"] is { Length: > 0 } uri ? uri
            : configuration[Setting + ":accountName"] is { Length: > 0 } account
                ? $"https://{account}.table.core.windows.net"
            : throw new InvalidOperationException(
                $"No storage is configured; set {Setting} to a connection string, or {Setting}__accountName for a managed identity."
            );
        return new TableServiceClient(
            new Uri(endpoint),
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
}
