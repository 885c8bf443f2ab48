using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host.Queues;

public sealed class NamedInASetting(QueueProbe probe)
{
    [Function("NamedInASetting")]
    public Task RunAsync(
        [QueueTrigger("%Sample:Queue%", Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    ) => probe.RunAsync($"{message.Body} of attempt {message.DequeueCount}", cancellation);
}
