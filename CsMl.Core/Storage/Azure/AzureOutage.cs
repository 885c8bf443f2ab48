using System.Text.Json;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Distinguishes an outage of the service, which the client's retries did not overcome, from a defect of this app.
/// </summary>
internal static class AzureOutage
{
    public static bool Is(Exception exception, CancellationToken caller) =>
        exception switch
        {
            _ when caller.IsCancellationRequested => false,
            // The client's own time-out; the caller did not cancel.
            OperationCanceledException => true,
            // Status 0 means no response. A success status with an exception means a response that could not be read.
            RequestFailedException e => e.Status is < 400 or 408 or 429 or >= 500 || IsPassing(e.ErrorCode),
            // The client throws this after several failed attempts.
            AggregateException e => e.InnerExceptions.All(inner => Is(inner, caller)),
            // The identity service is busy or out of reach, or the app may not sign in: there is no token.
            AuthenticationFailedException => true,
            // A truncated response, or a response from something other than the table service.
            IOException or InvalidDataException or JsonException or FormatException => true,
            _ => false,
        };

    public static bool IsMissingTable(Exception exception) =>
        exception is RequestFailedException e && e.ErrorCode == TableErrorCode.TableNotFound;

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new("The table service is busy, out of reach or over its time.", exception);

    /// <summary>A table that is being deleted, or was just deleted, is created again.</summary>
    private static bool IsPassing(string? code) =>
        code == TableErrorCode.TableBeingDeleted || code == TableErrorCode.TableNotFound;
}
