using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>The source of the accounts did not answer, or answered something that cannot be used.</summary>
/// <param name="message">A run shows it to callers, so that it names no secret.</param>
public sealed class AccountSourceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Calls a source; whatever it throws becomes this exception, its own time-out included.</summary>
    internal static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e)
            when (e is not (AccountSourceException or StorageUnavailableException)
                && !cancellation.IsCancellationRequested
            )
        {
            throw new AccountSourceException($"The CRM could not be read: {e.GetType().Name}.", e);
        }
    }
}
