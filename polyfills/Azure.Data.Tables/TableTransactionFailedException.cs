using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was undone because one of its actions could not be done.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException
        ) => FailedTransactionActionIndex = Index(requestFailedException.Message);

    /// <summary>The action, counted from 0; null where the service did not name one.</summary>
    public int? FailedTransactionActionIndex { get; }

    /// <summary>The service puts the number of the action in front of its message: <c>3:The specified entity…</c>.</summary>
    private static int? Index(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
    }
}
