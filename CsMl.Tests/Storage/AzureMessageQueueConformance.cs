using Azure.Storage.Queues;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using CsMl.Local.Host.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace CsMl.Tests.Storage;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureMessageQueueConformance(Azurite azurite) : MessageQueueConformance
{
    protected override IWorkQueue Work { get; } =
        new AzureWorkQueue(
            new QueueServiceClient(
                azurite.ConnectionString,
                new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }
            )
        );

    protected override IMessageQueues Queues { get; } =
        new AzureMessageQueues(
            new QueueServiceClient(azurite.ConnectionString),
            QueueMessageEncoding.Base64,
            NullLogger.Instance
        );

    [StorageFact]
    public async Task A_message_that_is_not_Base64_goes_to_the_poison_queue_and_the_others_come()
    {
        var service = new QueueServiceClient(azurite.ConnectionString);
        await Work.SendAsync(Name, ["good"], None);
        await service.GetQueueClient(Name).SendMessageAsync("{not base64}");

        Assert.Equal("good", (await ReceiveOneAsync()).Body.ToString());

        var poison = service.GetQueueClient(PoisonQueue.Of(Name));
        Assert.Equal("{not base64}", Assert.Single((await poison.ReceiveMessagesAsync()).Value).Body.ToString());
        Assert.Equal(1, (await service.GetQueueClient(Name).GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [StorageFact]
    public async Task Where_host_json_says_none_messages_are_plain_text()
    {
        var service = new QueueServiceClient(azurite.ConnectionString);
        var queue = new AzureMessageQueues(service, QueueMessageEncoding.None, NullLogger.Instance).Open(Name);
        await service.GetQueueClient(Name).CreateAsync();
        await service.GetQueueClient(Name).SendMessageAsync("{plain}");

        var message = Assert.Single(await queue.ReceiveAsync(1, Held, None));
        Assert.True(await queue.PoisonAsync(message, None));

        var poison = service.GetQueueClient(PoisonQueue.Of(Name));
        Assert.Equal(
            ("{plain}", "{plain}"),
            (message.Body.ToString(), Assert.Single((await poison.PeekMessagesAsync(1)).Value).Body.ToString())
        );
    }
}
