using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;

namespace CsMl.Benchmarks;

/// <summary>Counts the requests of the table client. Each retry and each page of a query is one request.</summary>
internal sealed class CountingPolicy(TransactionCount count) : HttpPipelineSynchronousPolicy
{
    /// <summary>The app's tables in a storage account, with counted requests.</summary>
    public static Tables Tables(string connectionString, TransactionCount count)
    {
        var options = AzureTables.Prepare(new TableClientOptions());
        options.AddPolicy(new CountingPolicy(count), HttpPipelinePosition.PerRetry);
        return AzureTables.Of(new TableServiceClient(connectionString, options), "csml");
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method != RequestMethod.Get)
        {
            count.AddWrite();
        }
        else if (message.Request.Uri.Query.Contains("filter=", StringComparison.Ordinal))
        {
            count.AddPage();
        }
        else
        {
            count.AddRead();
        }
    }
}
