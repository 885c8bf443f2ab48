using System.Text.Json;

namespace CsMl.Core.Crm;

/// <summary>The CRM did not respond, refused a call, or its response is not usable.</summary>
/// <param name="message">Runs show it to callers, so it must not contain secrets.</param>
public sealed class CrmException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// True if the CRM as a whole cannot be used now, so that other calls would fail too; false if only this call
    /// failed.
    /// </summary>
    public bool IsOutage { get; init; }

    /// <summary>The status of the response; null if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The delay that the CRM asks for; null if it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

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
            throw new CrmException($"The CRM could not be read: {e.GetType().Name}.", e) { IsOutage = true };
        }
    }
}
