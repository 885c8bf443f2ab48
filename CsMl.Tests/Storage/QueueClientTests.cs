using Azure;
using Azure.Storage;
using Azure.Storage.Queues;

namespace CsMl.Tests.Storage;

/// <summary>What the app relies on in <c>Azure.Storage.Queues</c>, whichever flavour it comes from, against a service.</summary>
[NeedsNode]
[Collection(nameof(Azurite))]
public sealed class QueueClientTests(Azurite azurite)
{
    private const string Odd = " <é'%+&=> \r\n\t😀 ";

    private readonly string _name = $"q-{Guid.NewGuid():N}";

    [StorageFact]
    public async Task A_queue_is_there_once_it_was_created()
    {
        var queue = Queue();

        Assert.False(await queue.ExistsAsync());
        await queue.CreateIfNotExistsAsync();
        await queue.CreateIfNotExistsAsync();
        await queue.CreateAsync();

        Assert.True(await queue.ExistsAsync());
        Assert.True(await queue.DeleteIfExistsAsync());
        Assert.False(await queue.DeleteIfExistsAsync());
    }

    [StorageFact]
    public async Task A_queue_with_other_metadata_is_there_already()
    {
        var queue = Queue();
        await queue.CreateAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["made"] = "first" });

        await queue.CreateIfNotExistsAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => queue.CreateAsync());

        Assert.Equal((409, "QueueAlreadyExists"), (refusal.Status, refusal.ErrorCode));
        Assert.Equal("first", (await queue.GetPropertiesAsync()).Value.Metadata["made"]);
    }

    [StorageFact]
    public async Task A_queue_that_is_not_there_is_named_as_such()
    {
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Queue().ReceiveMessagesAsync());

        Assert.Equal((404, "QueueNotFound"), (refusal.Status, refusal.ErrorCode));
        Assert.Contains("queue", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [StorageFact]
    public async Task A_message_comes_back_as_it_was_sent_in_either_encoding()
    {
        foreach (var encoding in (QueueMessageEncoding[])[QueueMessageEncoding.None, QueueMessageEncoding.Base64])
        {
            var queue = await CreatedAsync(encoding);
            var sent = (await queue.SendMessageAsync(Odd, timeToLive: TimeSpan.FromSeconds(-1))).Value;

            var peeked = Assert.Single((await queue.PeekMessagesAsync()).Value);
            var received = Assert.Single((await queue.ReceiveMessagesAsync()).Value);

            Assert.Equal((sent.MessageId, Odd, 0), (peeked.MessageId, peeked.MessageText, peeked.DequeueCount));
            Assert.Equal(
                (sent.MessageId, Odd, 1),
                (received.MessageId, received.Body.ToString(), received.DequeueCount)
            );
            Assert.Equal(sent.InsertionTime, received.InsertedOn);
            Assert.True(received.ExpiresOn > DateTimeOffset.UnixEpoch.AddYears(8000));
            Assert.True(received.NextVisibleOn > received.InsertedOn);
            await queue.ClearMessagesAsync();
        }
    }

    [StorageFact]
    public async Task Bytes_travel_in_Base64()
    {
        byte[] bytes = [0, 255, 1, 254];
        var queue = await CreatedAsync(QueueMessageEncoding.Base64);

        await queue.SendMessageAsync(new BinaryData(bytes));

        Assert.Equal(bytes, Assert.Single((await queue.ReceiveMessagesAsync()).Value).Body.ToArray());
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [StorageFact]
    public async Task As_many_are_received_as_asked_for()
    {
        var queue = await CreatedAsync();
        for (var i = 0; i < 5; i++)
        {
            await queue.SendMessageAsync("x");
        }

        Assert.Equal(3, (await queue.PeekMessagesAsync(3)).Value.Length);
        Assert.Equal(4, (await queue.ReceiveMessagesAsync(4, TimeSpan.FromMinutes(1))).Value.Length);
        Assert.Single((await queue.ReceiveMessagesAsync(4, TimeSpan.FromMinutes(1))).Value);
        Assert.Empty((await queue.ReceiveMessagesAsync(4, TimeSpan.FromMinutes(1))).Value);
    }

    [StorageFact]
    public async Task A_message_can_be_sent_hidden_and_shown_again_by_an_update()
    {
        var queue = await CreatedAsync();
        var sent = (await queue.SendMessageAsync("x", visibilityTimeout: TimeSpan.FromMinutes(5))).Value;
        Assert.Empty((await queue.ReceiveMessagesAsync()).Value);

        var update = (await queue.UpdateMessageAsync(sent.MessageId, sent.PopReceipt)).Value;
        var shown = Assert.Single((await queue.ReceiveMessagesAsync()).Value);

        Assert.Equal("x", shown.Body.ToString());
        Assert.NotEqual(sent.PopReceipt, update.PopReceipt);
    }

    [StorageFact]
    public async Task An_update_may_change_the_text_and_makes_the_old_receipt_worthless()
    {
        var queue = await CreatedAsync(QueueMessageEncoding.Base64);
        await queue.SendMessageAsync("old");
        var received = Assert.Single((await queue.ReceiveMessagesAsync()).Value);

        var update = (
            await queue.UpdateMessageAsync(received.MessageId, received.PopReceipt, "new", TimeSpan.FromMinutes(5))
        ).Value;
        var updated = received.Update(update);

        Assert.Equal(
            (received.MessageId, update.PopReceipt, update.NextVisibleOn, received.DequeueCount),
            (updated.MessageId, updated.PopReceipt, updated.NextVisibleOn!.Value, updated.DequeueCount)
        );
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
            queue.DeleteMessageAsync(received.MessageId, received.PopReceipt)
        );
        Assert.Contains(refusal.ErrorCode!, (string[])["PopReceiptMismatch", "MessageNotFound"]);
        await queue.UpdateMessageAsync(updated.MessageId, updated.PopReceipt);
        Assert.Equal("new", Assert.Single((await queue.ReceiveMessagesAsync()).Value).Body.ToString());
    }

    [StorageFact]
    public async Task A_deleted_message_is_gone()
    {
        var queue = await CreatedAsync();
        await queue.SendMessageAsync("x");
        var received = Assert.Single((await queue.ReceiveMessagesAsync(visibilityTimeout: null)).Value);

        await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);

        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCountLong);
    }

    [StorageFact]
    public async Task A_message_over_64_KiB_is_refused()
    {
        var queue = await CreatedAsync();
        await queue.SendMessageAsync(new string('x', 64 * 1024));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
            queue.SendMessageAsync(new string('x', (64 * 1024) + 1))
        );

        Assert.Contains(refusal.Status, (int[])[400, 413]);
    }

    [StorageFact]
    public async Task Each_way_of_proving_who_one_is_opens_the_queues()
    {
        var signature = Azurite.QueueSignature("rwdlaup");
        var key = new StorageSharedKeyCredential(Azurite.AccountName, Azurite.AccountKey);
        QueueServiceClient[] services =
        [
            new(azurite.ConnectionString),
            new($"QueueEndpoint={azurite.QueueEndpoint};SharedAccessSignature={signature}"),
            new(azurite.QueueEndpoint, key),
            new(azurite.QueueEndpoint, new AzureSasCredential(signature)),
        ];
        await CreatedAsync();
        foreach (var service in services)
        {
            var queue = service.GetQueueClient(_name);
            Assert.Equal((_name, Azurite.AccountName), (queue.Name, queue.AccountName));

            await queue.SendMessageAsync(Odd, TimeSpan.Zero, TimeSpan.FromMinutes(5));
            var received = Assert.Single((await queue.ReceiveMessagesAsync(1, TimeSpan.FromMinutes(1))).Value);
            await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);
        }
    }

    [StorageFact]
    public async Task A_wrong_key_and_a_signature_that_only_reads_are_refused()
    {
        await CreatedAsync();
        var key = new StorageSharedKeyCredential(Azurite.AccountName, Convert.ToBase64String("wrong"u8));
        QueueServiceClient[] services =
        [
            new(azurite.QueueEndpoint, key),
            new(azurite.QueueEndpoint, new AzureSasCredential(Azurite.QueueSignature("r"))),
        ];
        foreach (var service in services)
        {
            var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
                service.GetQueueClient(_name).SendMessageAsync("x")
            );

            Assert.Equal(403, refusal.Status);
            Assert.NotEmpty(refusal.ErrorCode!);
        }
    }

    private QueueClient Queue(QueueMessageEncoding encoding = QueueMessageEncoding.None) =>
        new QueueServiceClient(
            azurite.ConnectionString,
            new QueueClientOptions { MessageEncoding = encoding }
        ).GetQueueClient(_name);

    private async Task<QueueClient> CreatedAsync(QueueMessageEncoding encoding = QueueMessageEncoding.None)
    {
        var queue = Queue(encoding);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }
}
