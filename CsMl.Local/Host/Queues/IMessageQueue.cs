using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;

namespace CsMl.Local.Host.Queues;

/// <summary>
/// One queue from the point of view of a consumer. A received message is hidden from all other consumers until its
/// visibility time-out ends.
/// </summary>
/// <exception cref="StorageUnavailableException">Thrown by every call if the queue is unavailable.</exception>
public interface IMessageQueue
{
    string Name { get; }

    /// <summary>
    /// Completes when this process next sends to the queue, so that it need not be polled; never completes if that is
    /// not known. No message is missed if the task is read before a receive that finds nothing.
    /// </summary>
    Task NextSent { get; }

    /// <summary>
    /// Receives up to <paramref name="max"/> messages (1–32) and hides them for <paramref name="hidden"/>; none if the
    /// queue does not exist.
    /// </summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan hidden, CancellationToken cancellation);

    /// <summary>
    /// Hides the message for <paramref name="hidden"/> from now on; zero makes it visible at once.
    /// </summary>
    /// <returns>
    /// The message with its new receipt, which replaces the old one. Null if another consumer has it or it is gone.
    /// </returns>
    Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan hidden, CancellationToken cancellation);

    /// <returns>False if another consumer has the message or it is gone.</returns>
    Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation);

    /// <summary>Moves the message to the queue <see cref="PoisonQueue.Of"/>.</summary>
    /// <returns>False if another consumer has the message or it is gone.</returns>
    Task<bool> PoisonAsync(QueueMessage message, CancellationToken cancellation);
}
