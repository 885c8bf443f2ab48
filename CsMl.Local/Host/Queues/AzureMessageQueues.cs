using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>The queues of an Azure storage account, or of its emulator.</summary>
/// <param name="service">Created with <see cref="QueueMessageEncoding.None"/>, to see undecodable messages.</param>
/// <param name="encoding">The message encoding in host.json.</param>
public sealed class AzureMessageQueues(QueueServiceClient service, QueueMessageEncoding encoding, ILogger logger)
    : IMessageQueues
{
    public IMessageQueue Open(string name) =>
        new AzureMessageQueue(
            service.GetQueueClient(name),
            service.GetQueueClient(PoisonQueue.Of(name)),
            encoding,
            logger
        );
}
