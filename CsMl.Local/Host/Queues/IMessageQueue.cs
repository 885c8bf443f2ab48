using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;

namespace CsMl.Local.Host.Queues;

/// <summary>
/// One queue, as a consumer sees it. A message that was received is held: hidden from all others until its time is over.
/// </summary>
/// <exception cref="StorageUnavailableException">Of every call: the queue cannot be reached now.</exception>
public interface IMessageQueue
{
    string Name { get; }

    /// <summary>
    /// Ends when this process next sends to the queue, so that nobody need poll for it; never, where that cannot be known. Asked
    /// for before a receive that finds nothing, it misses nothing.
    /// </summary>
    Task NextSent { get; }

    /// <summary>Up to <paramref name="max"/> messages (1–32), held for <paramref name="hidden"/>; none where there is no such queue.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan hidden, CancellationToken cancellation);

    /// <summary>
    /// Holds the message for <paramref name="hidden"/> from now on; for no time at all: hands it back.
    /// </summary>
    /// <returns>The message with its new receipt; the old one is worthless. Null: another consumer holds it by now, or it is gone.</returns>
    Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan hidden, CancellationToken cancellation);

    /// <returns>False: another consumer holds it by now, or it is gone.</returns>
    Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation);

    /// <summary>Moves the message to the queue <see cref="PoisonQueue.Of"/>.</summary>
    /// <returns>False: another consumer holds it by now, or it is gone.</returns>
    Task<bool> PoisonAsync(QueueMessage message, CancellationToken cancellation);
}
