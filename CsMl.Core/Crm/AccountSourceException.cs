using System.Text.Json;

namespace CsMl.Core.Crm;

/// <summary>The source of the accounts did not answer, or answered something that cannot be used.</summary>
/// <param name="message">A run shows it to callers, so that it names no secret.</param>
public sealed class AccountSourceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Calls a source. What a call over a network can end in, its own time-out included, becomes this exception; anything
    /// else is a defect and is thrown as it is.
    /// </summary>
    internal static async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or IOException
                        or TimeoutException
                        or OperationCanceledException
                        or JsonException
                        or InvalidDataException
                && !cancellation.IsCancellationRequested
            )
        {
            throw new AccountSourceException($"The CRM could not be read: {e.GetType().Name}.", e);
        }
    }
}
