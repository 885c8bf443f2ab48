namespace CsMl.Core.Storage;

/// <summary>
/// Sends messages to functions with a queue trigger, in this process or another. Delivery is at least once and
/// unordered, so every handler must be idempotent.
/// </summary>
public interface IWorkQueue
{
    /// <summary>
    /// Sends all <paramref name="messages"/> to <paramref name="queue"/>, which is created if missing. After a failure
    /// some may have been sent; the caller sends all again.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// No queue has such a name, or a message has more than <see cref="WorkMessage.MaxBytes"/>; nothing was sent then.
    /// </exception>
    /// <exception cref="StorageUnavailableException">The queue cannot be reached now.</exception>
    Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation);
}
