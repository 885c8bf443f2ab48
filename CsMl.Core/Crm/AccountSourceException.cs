using System.Text.Json;

namespace CsMl.Core.Crm;

/// <summary>The source of the accounts did not respond, or its response is not usable.</summary>
/// <param name="message">Runs show it to callers, so it must not contain secrets.</param>
public sealed class AccountSourceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// Calls a source. The failures of a network call, including the source's own time-out, become this exception; any
    /// other exception is a defect and is not caught.
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
