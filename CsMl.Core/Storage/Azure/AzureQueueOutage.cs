using System.Xml;
using Azure;
using Azure.Storage.Queues.Models;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Distinguishes an outage of the queue service, which the client's retries did not overcome, from a defect of this
/// app.
/// </summary>
public static class AzureQueueOutage
{
    public static bool Is(Exception exception, CancellationToken caller) =>
        !caller.IsCancellationRequested
        // A truncated response, or a response from something other than the queue service, is not valid XML.
        && (exception is XmlException || IsPassing(exception) || AzureOutage.Is(exception, caller));

    public static bool IsMissingQueue(Exception exception) =>
        exception is RequestFailedException e && e.ErrorCode == QueueErrorCode.QueueNotFound;

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new("The queue service is busy, out of reach or over its time.", exception);

    /// <summary>A queue that is being deleted, or was just deleted, is created again.</summary>
    private static bool IsPassing(Exception exception) =>
        IsMissingQueue(exception)
        || (exception is RequestFailedException e && e.ErrorCode == QueueErrorCode.QueueBeingDeleted);
}
