namespace CsMl.Core.Storage;

/// <summary>
/// Hands work to functions with a queue trigger, in this process or another. Delivery is at least once and in no order:
/// what a message sets off survives being run twice.
/// </summary>
public interface IWorkQueue
{
    /// <summary>
    /// Sends all <paramref name="messages"/> to <paramref name="queue"/>, which is made where it is missing. After a failure some
    /// may have been sent; the caller sends all again.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// No queue has such a name, or a message has more than <see cref="WorkMessage.MaxBytes"/>; nothing was sent then.
    /// </exception>
    /// <exception cref="StorageUnavailableException">The queue cannot be reached now.</exception>
    Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation);
}
