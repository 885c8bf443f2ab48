namespace Azure.Storage.Queues.Models;

/// <summary>A message that was received, and is hidden from others until <see cref="NextVisibleOn"/>.</summary>
public class QueueMessage
{
    internal QueueMessage() { }

    public string MessageId { get; internal init; } = "";

    /// <summary>What proves that one holds the message; another consumer who receives it later makes it worthless.</summary>
    public string PopReceipt { get; internal init; } = "";

    public string MessageText => Body.ToString();

    public BinaryData Body { get; internal init; } = BinaryData.Empty;

    public DateTimeOffset? NextVisibleOn { get; internal init; }

    public DateTimeOffset? InsertedOn { get; internal init; }

    public DateTimeOffset? ExpiresOn { get; internal init; }

    /// <summary>How often it was received, this time included.</summary>
    public long DequeueCount { get; internal init; }

    /// <summary>The message as it is after it was updated.</summary>
    public QueueMessage Update(UpdateReceipt updated) =>
        new()
        {
            MessageId = MessageId,
            PopReceipt = updated.PopReceipt,
            Body = Body,
            NextVisibleOn = updated.NextVisibleOn,
            InsertedOn = InsertedOn,
            ExpiresOn = ExpiresOn,
            DequeueCount = DequeueCount,
        };
}

/// <summary>A message that was looked at, and is still there for others.</summary>
public class PeekedMessage
{
    internal PeekedMessage() { }

    public string MessageId { get; internal init; } = "";

    public string MessageText => Body.ToString();

    public BinaryData Body { get; internal init; } = BinaryData.Empty;

    public DateTimeOffset? InsertedOn { get; internal init; }

    public DateTimeOffset? ExpiresOn { get; internal init; }

    public long DequeueCount { get; internal init; }
}

/// <summary>What the service says of a message that was sent.</summary>
public class SendReceipt
{
    internal SendReceipt() { }

    public string MessageId { get; internal init; } = "";

    public DateTimeOffset InsertionTime { get; internal init; }

    public DateTimeOffset ExpirationTime { get; internal init; }

    public string PopReceipt { get; internal init; } = "";

    public DateTimeOffset TimeNextVisible { get; internal init; }
}

/// <summary>What the service says of a message that was updated: its new receipt; the old one is worthless.</summary>
public class UpdateReceipt
{
    internal UpdateReceipt() { }

    public string PopReceipt { get; internal init; } = "";

    public DateTimeOffset NextVisibleOn { get; internal init; }
}

/// <summary>What the service says of a queue.</summary>
public class QueueProperties
{
    public IDictionary<string, string> Metadata { get; internal init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Messages in the queue, hidden ones too. Never less than there are, for a moment perhaps more.</summary>
    public int ApproximateMessagesCount => (int)Math.Min(ApproximateMessagesCountLong, int.MaxValue);

    public long ApproximateMessagesCountLong { get; internal init; }
}
