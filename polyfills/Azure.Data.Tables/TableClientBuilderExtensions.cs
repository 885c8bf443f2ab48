using Azure.Core.Extensions;
using Azure.Data.Tables;

namespace Microsoft.Extensions.Azure;

/// <summary>Adds table clients to those that a container makes.</summary>
public static class TableClientBuilderExtensions
{
    public static IAzureClientBuilder<TableServiceClient, TableClientOptions> AddTableServiceClient<TBuilder>(
        this TBuilder builder,
        string connectionString
    )
        where TBuilder : IAzureClientFactoryBuilder =>
        builder.RegisterClientFactory<TableServiceClient, TableClientOptions>(options =>
            new(connectionString, options)
        );

    public static IAzureClientBuilder<TableServiceClient, TableClientOptions> AddTableServiceClient<TBuilder>(
        this TBuilder builder,
        Uri serviceUri
    )
        where TBuilder : IAzureClientFactoryBuilderWithCredential =>
        builder.RegisterClientFactory<TableServiceClient, TableClientOptions>(
            (options, credential) => new(serviceUri, credential, options)
        );
}
