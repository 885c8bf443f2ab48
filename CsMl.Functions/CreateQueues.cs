using Azure.Storage.Queues;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage.Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions;

/// <summary>
/// Creates the app's queues at start, because the host polls all of them from the beginning and logs each missing one
/// at every poll. If the storage account is unreachable, the app starts anyway: a queue is also created on first use.
/// </summary>
internal sealed partial class CreateQueues(QueueServiceClient service, ILogger<CreateQueues> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var queue in RunMessage.Queues)
        {
            try
            {
                await service.GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                NotCreated(log, queue, AzureQueueOutage.Is(e, stoppingToken) ? AzureQueueOutage.Unavailable(e) : e);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The queue {Queue} could not be made at the start; it is made when it is used")]
    private static partial void NotCreated(ILogger log, string queue, Exception e);
}
