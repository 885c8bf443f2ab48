using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>The queues of an Azure storage account, or of its emulator.</summary>
/// <param name="service">Made with <see cref="QueueMessageEncoding.None"/>: what is not of the encoding is to be seen as it is.</param>
/// <param name="encoding">How host.json says that messages are encoded.</param>
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
