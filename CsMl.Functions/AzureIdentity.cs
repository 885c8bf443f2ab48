using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CsMl.Functions;

/// <summary>
/// The identity that the app uses wherever it has no key: for its storage account and the model's server. It is the
/// app's system-assigned managed identity, or the user-assigned one of <c>AzureWebJobsStorage:clientId</c>, as for the
/// Functions host itself.
/// </summary>
public static class AzureIdentity
{
    /// <summary>
    /// Adds one credential for all clients, which then share its tokens. It may be called more than once.
    /// </summary>
    public static IServiceCollection AddAzureIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential(Options(configuration)));
        return services;
    }

    public static DefaultAzureCredentialOptions Options(IConfiguration configuration)
    {
        var options = new DefaultAzureCredentialOptions();
        if (configuration[AzureStorage.Setting + ":clientId"] is { Length: > 0 } clientId)
        {
            options.ManagedIdentityClientId = clientId;
        }

        return options;
    }
}
