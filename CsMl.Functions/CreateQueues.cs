using Azure.Storage.Queues;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage.Azure;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions;

/// <summary>
/// Makes the app's queues as the app starts. The host looks into all of them from the beginning, and logs each that is
/// missing at every look. A storage account that is out of reach keeps no app from starting: a queue is made on first use
/// too.
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
