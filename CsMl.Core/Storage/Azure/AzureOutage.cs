using System.Text.Json;
using Azure;
using Azure.Data.Tables.Models;
using Azure.Identity;

namespace CsMl.Core.Storage.Azure;

/// <summary>Tells an outage, which has outlived the client's retries by the time it is seen here, from a defect of this app.</summary>
internal static class AzureOutage
{
    public static bool Is(Exception exception, CancellationToken caller) =>
        exception switch
        {
            _ when caller.IsCancellationRequested => false,
            // The client's own time-out: the caller did not leave.
            OperationCanceledException => true,
            // No answer at all has status 0. A status of success with an exception is an answer that could not be read.
            RequestFailedException e => e.Status is < 400 or 408 or 429 or >= 500 || IsPassing(e.ErrorCode),
            // What the client throws when several attempts have failed.
            AggregateException e => e.InnerExceptions.All(inner => Is(inner, caller)),
            // The identity's service is busy or out of reach, or the app may not sign in: no token, no answer.
            AuthenticationFailedException => true,
            // A torn answer, or one of something other than the table service.
            IOException or InvalidDataException or JsonException or FormatException => true,
            _ => false,
        };

    public static bool IsMissingTable(Exception exception) =>
        exception is RequestFailedException e && e.ErrorCode == TableErrorCode.TableNotFound;

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new("The table service is busy, out of reach or over its time.", exception);

    /// <summary>A table that someone is deleting or has just deleted under the app comes back.</summary>
    private static bool IsPassing(string? code) =>
        code == TableErrorCode.TableBeingDeleted || code == TableErrorCode.TableNotFound;
}
