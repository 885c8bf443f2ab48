using Azure.Core;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>The app's tables in Azure Table Storage.</summary>
public static class AzureTables
{
    /// <param name="service">Preferably created with options from <see cref="Prepare"/>.</param>
    /// <param name="prefix">
    /// Prefix of the table names, for apps that share a storage account. Letters and digits.
    /// </param>
    /// <param name="limit">A call fails as unavailable after this time; null for the client's own limits only.</param>
    public static Tables Of(TableServiceClient service, string prefix = "", TimeSpan? limit = null)
    {
        return new(Table("results"), Table("accounts"), Table("runs"));

        AzureTable Table(string name) => new(service.GetTableClient(prefix + name), limit ?? Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes a client count how often it sent a request, which saves a read for each refused write.</summary>
    public static TableClientOptions Prepare(TableClientOptions options)
    {
        options.AddPolicy(new AzureAttempts.Policy(), HttpPipelinePosition.PerRetry);
        return options;
    }
}
