using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues.Rest;

namespace Azure.Storage.Queues;

/// <summary>The queue service of one storage account.</summary>
public class QueueServiceClient
{
    private readonly QueueRequests _requests;

    protected QueueServiceClient() => _requests = null!;

    public QueueServiceClient(string connectionString)
        : this(connectionString, null!) { }

    public QueueServiceClient(string connectionString, QueueClientOptions options)
        : this(ConnectionString.Parse(connectionString), options ?? new QueueClientOptions()) { }

    public QueueServiceClient(Uri serviceUri, AzureSasCredential credential, QueueClientOptions? options = null)
        : this(serviceUri, null, new SasPolicy(credential), null, options ?? new QueueClientOptions()) { }

    public QueueServiceClient(Uri serviceUri, TokenCredential credential, QueueClientOptions? options = null)
        : this(
            serviceUri,
            null,
            null,
            new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"),
            options ?? new QueueClientOptions()
        ) { }

    public QueueServiceClient(Uri serviceUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null)
        : this(
            serviceUri,
            credential.AccountName,
            null,
            new SharedKeyPolicy(credential),
            options ?? new QueueClientOptions()
        ) { }

    private QueueServiceClient(ConnectionString connection, QueueClientOptions options)
        : this(connection.Endpoint, connection.AccountName, connection.PerCall, connection.PerRetry, options) { }

    private QueueServiceClient(
        Uri endpoint,
        string? accountName,
        HttpPipelinePolicy? perCall,
        HttpPipelinePolicy? perRetry,
        QueueClientOptions options
    )
    {
        var pipeline = HttpPipelineBuilder.Build(
            options,
            perCall is null ? [] : [perCall],
            perRetry is null ? [] : [perRetry],
            new ResponseClassifier()
        );
        _requests = new QueueRequests(pipeline, endpoint, options.VersionText, options.MessageEncoding);
        Uri = endpoint;
        AccountName = accountName ?? AccountOf(endpoint);
    }

    public virtual string AccountName { get; } = "";

    public virtual Uri Uri { get; } = null!;

    public virtual QueueClient GetQueueClient(string queueName)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueName);
        return new QueueClient(_requests, queueName, AccountName);
    }

    /// <summary>The first label of the host, or of the path where the host is an address, as with the emulator.</summary>
    private static string AccountOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback
            ? endpoint.Host.Split('.')[0]
            : endpoint.AbsolutePath.Trim('/').Split('/')[0];
}
