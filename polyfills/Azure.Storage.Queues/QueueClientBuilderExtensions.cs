using Azure.Core.Extensions;
using Azure.Storage.Queues;

namespace Microsoft.Extensions.Azure;

/// <summary>Adds queue clients to those that a container makes.</summary>
public static class QueueClientBuilderExtensions
{
    public static IAzureClientBuilder<QueueServiceClient, QueueClientOptions> AddQueueServiceClient<TBuilder>(
        this TBuilder builder,
        string connectionString
    )
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<QueueServiceClient, QueueClientOptions>(options =>
            new(connectionString, options)
        );

    public static IAzureClientBuilder<QueueServiceClient, QueueClientOptions> AddQueueServiceClient<TBuilder>(
        this TBuilder builder,
        Uri serviceUri
    )
        where TBuilder : IAzureClientFactoryBuilderWithCredential =>
        builder.RegisterClientFactory<QueueServiceClient, QueueClientOptions>(
            (options, credential) => new(serviceUri, credential, options)
        );
}
