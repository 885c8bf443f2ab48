using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using CsMl.Core.Storage.Azure;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>One queue of an Azure storage account.</summary>
internal sealed partial class AzureMessageQueue(
    QueueClient queue,
    QueueClient poison,
    QueueMessageEncoding encoding,
    ILogger logger
) : IMessageQueue
{
    private const int NotFound = 404;

    // Messages never expire: a message that a person must look at is not dropped after 7 days.
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    public string Name => queue.Name;

    // The service sends no notifications.
    public Task NextSent { get; } = new TaskCompletionSource().Task;

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int max,
        TimeSpan hidden,
        CancellationToken cancellation
    )
    {
        try
        {
            var received = (await queue.ReceiveMessagesAsync(max, hidden, cancellation)).Value;
            var messages = new List<QueueMessage>(received.Length);
            foreach (var message in received)
            {
                if (TryDecode(message) is { } decoded)
                {
                    messages.Add(decoded);
                }
                else
                {
                    await RejectAsync(message, cancellation);
                }
            }

            return messages;
        }
        catch (RequestFailedException e) when (AzureQueueOutage.IsMissingQueue(e))
        {
            // The queue does not exist, because nothing has been sent yet.
            return [];
        }
        catch (Exception e) when (AzureQueueOutage.Is(e, cancellation))
        {
            throw AzureQueueOutage.Unavailable(e);
        }
    }

    public async Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan hidden, CancellationToken cancellation)
    {
        QueueMessage? updated = null;
        await IfHeldAsync(
            async () =>
                updated = message.Update(
                    await queue.UpdateMessageAsync(
                        message.MessageId,
                        message.PopReceipt,
                        visibilityTimeout: hidden,
                        cancellationToken: cancellation
                    )
                ),
            cancellation
        );
        return updated;
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation) =>
        IfHeldAsync(() => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation), cancellation);

    public Task<bool> PoisonAsync(QueueMessage message, CancellationToken cancellation) =>
        IfHeldAsync(() => MoveAsync(message, Encode(message.Body), cancellation), cancellation);

    /// <summary>
    /// Rejects a message. If this fails, the message becomes visible again and is rejected then; other messages of the
    /// batch do not wait for it.
    /// </summary>
    private async Task RejectAsync(QueueMessage message, CancellationToken cancellation)
    {
        Log.NotEncoded(logger, message.MessageId, Name);
        try
        {
            await IfHeldAsync(() => MoveAsync(message, message.Body, cancellation), cancellation);
        }
        catch (StorageUnavailableException e)
        {
            Log.NotMoved(logger, message.MessageId, Name, e);
        }
    }

    /// <summary>Two steps: if the process dies between them, the message is in both queues and never in none.</summary>
    private async Task MoveAsync(QueueMessage message, BinaryData text, CancellationToken cancellation)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await poison.SendMessageAsync(text, timeToLive: ForEver, cancellationToken: cancellation);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellation);
    }

    private static async Task<bool> IfHeldAsync(Func<Task> change, CancellationToken cancellation)
    {
        try
        {
            await change();
            return true;
        }
        catch (RequestFailedException e) when (e.Status == NotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            return false;
        }
        catch (Exception e) when (AzureQueueOutage.Is(e, cancellation))
        {
            throw AzureQueueOutage.Unavailable(e);
        }
    }

    private QueueMessage? TryDecode(QueueMessage message)
    {
        if (encoding == QueueMessageEncoding.None)
        {
            return message;
        }

        var text = message.Body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? QueuesModelFactory.QueueMessage(
                message.MessageId,
                message.PopReceipt,
                BinaryData.FromBytes(bytes.AsMemory(0, count)),
                message.DequeueCount,
                message.NextVisibleOn,
                message.InsertedOn,
                message.ExpiresOn
            )
            : null;
    }

    private BinaryData Encode(BinaryData body) =>
        encoding == QueueMessageEncoding.Base64
            ? BinaryData.FromString(Convert.ToBase64String(body.ToMemory().Span))
            : body;

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "Message {Id} of the queue {Queue} is not Base64, as host.json says messages are; it is moved to the poison queue"
        )]
        public static partial void NotEncoded(ILogger logger, string id, string queue);

        [LoggerMessage(2, LogLevel.Warning, "Message {Id} of the queue {Queue} cannot be moved now; it comes back")]
        public static partial void NotMoved(ILogger logger, string id, string queue, Exception exception);
    }
}
