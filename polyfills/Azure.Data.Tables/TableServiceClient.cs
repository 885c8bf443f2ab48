using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>The table service of one storage account.</summary>
public class TableServiceClient
{
    private readonly TableRequests _requests;

    protected TableServiceClient() => _requests = null!;

    public TableServiceClient(string connectionString)
        : this(connectionString, null) { }

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(ConnectionString.Parse(connectionString), options ?? new TableClientOptions()) { }

    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null) { }

    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(endpoint, null, new SasPolicy(credential), null, options ?? new TableClientOptions()) { }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(
            endpoint,
            null,
            null,
            new BearerTokenAuthenticationPolicy(tokenCredential, "https://storage.azure.com/.default"),
            options ?? new TableClientOptions()
        ) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, new TableClientOptions()) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(
            endpoint,
            credential.AccountName,
            null,
            new SharedKeyPolicy(credential),
            options ?? new TableClientOptions()
        ) { }

    private TableServiceClient(ConnectionString connection, TableClientOptions options)
        : this(connection.Endpoint, connection.AccountName, connection.PerCall, connection.PerRetry, options) { }

    private TableServiceClient(
        Uri endpoint,
        string? accountName,
        HttpPipelinePolicy? perCall,
        HttpPipelinePolicy? perRetry,
        TableClientOptions options
    )
    {
        var pipeline = HttpPipelineBuilder.Build(
            options,
            perCall is null ? [] : [perCall],
            perRetry is null ? [] : [perRetry],
            new ResponseClassifier()
        );
        _requests = new TableRequests(pipeline, endpoint, options.Version);
        Uri = endpoint;
        AccountName = accountName ?? AccountOf(endpoint);
    }

    public virtual string AccountName { get; } = "";

    public virtual Uri Uri { get; } = null!;

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(_requests, tableName, AccountName);
    }

    /// <summary>The first label of the host, or of the path where the host is an address, as with the emulator.</summary>
    private static string AccountOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback
            ? endpoint.Host.Split('.')[0]
            : endpoint.AbsolutePath.Trim('/').Split('/')[0];
}
