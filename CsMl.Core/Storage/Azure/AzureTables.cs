using Azure.Core;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>The app's tables in Azure Table Storage.</summary>
public static class AzureTables
{
    /// <param name="service">Best made with options that went through <see cref="Prepare"/>.</param>
    /// <param name="prefix">In front of the tables' names, where apps share a storage account. Letters and digits.</param>
    /// <param name="limit">After which a call ends as unavailable; null: that of the client alone.</param>
    public static Tables Of(TableServiceClient service, string prefix = "", TimeSpan? limit = null)
    {
        return new(Table("results"), Table("accounts"), Table("runs"));

        AzureTable Table(string name) => new(service.GetTableClient(prefix + name), limit ?? Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets a client tell how often it sent a request; spares a read on each refused write.</summary>
    public static TableClientOptions Prepare(TableClientOptions options)
    {
        options.AddPolicy(new AzureAttempts.Policy(), HttpPipelinePosition.PerRetry);
        return options;
    }
}
