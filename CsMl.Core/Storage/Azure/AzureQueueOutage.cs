using System.Xml;
using Azure;
using Azure.Storage.Queues.Models;

namespace CsMl.Core.Storage.Azure;

/// <summary>Tells an outage of the queue service, which has outlived the client's retries by the time it is seen here, from a defect of this app.</summary>
public static class AzureQueueOutage
{
    public static bool Is(Exception exception, CancellationToken caller) =>
        !caller.IsCancellationRequested
        // A torn answer, or one of something other than the queue service, is no XML.
        && (exception is XmlException || IsPassing(exception) || AzureOutage.Is(exception, caller));

    public static bool IsMissingQueue(Exception exception) =>
        exception is RequestFailedException e && e.ErrorCode == QueueErrorCode.QueueNotFound;

    public static StorageUnavailableException Unavailable(Exception exception) =>
        new("The queue service is busy, out of reach or over its time.", exception);

    /// <summary>A queue that someone is deleting or has just deleted under the app comes back.</summary>
    private static bool IsPassing(Exception exception) =>
        IsMissingQueue(exception)
        || (exception is RequestFailedException e && e.ErrorCode == QueueErrorCode.QueueBeingDeleted);
}
