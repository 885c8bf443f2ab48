using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues;

namespace CsMl.Local.Host.Queues;

/// <summary>
/// <c>extensions.queues</c> of host.json, with the real host's defaults:
/// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#hostjson-settings.
/// </summary>
public sealed record QueueSettings
{
    private const int MaxBatchSize = 32;
    private static readonly TimeSpan MaxVisibilityTimeout = TimeSpan.FromDays(7);

    /// <summary>Number of messages received at once, 1–32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>The next batch is received when at most this many messages are still running.</summary>
    public int NewBatchThreshold { get; init; } = 8;

    /// <summary>Number of attempts before a message goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>Delay before a failed message is tried again.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>Maximum pause between two polls of an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// True if a send from this process ends the pause at once. It is not a setting of host.json, because the real host
    /// does not do this.
    /// </summary>
    public bool HearsSends { get; init; } = true;

    public QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;

    /// <exception cref="JsonException">A value is out of range.</exception>
    internal static QueueSettings Read(JsonElement queues)
    {
        var defaults = new QueueSettings();
        var batchSize = Whole(queues, "batchSize", 1, MaxBatchSize) ?? defaults.BatchSize;
        return new QueueSettings
        {
            BatchSize = batchSize,
            NewBatchThreshold = Whole(queues, "newBatchThreshold", 0, int.MaxValue) ?? batchSize / 2,
            MaxDequeueCount = Whole(queues, "maxDequeueCount", 1, int.MaxValue) ?? defaults.MaxDequeueCount,
            VisibilityTimeout =
                Time(queues, "visibilityTimeout", TimeSpan.Zero, MaxVisibilityTimeout) ?? defaults.VisibilityTimeout,
            MaxPollingInterval =
                Time(queues, "maxPollingInterval", PollingPause.Shortest, TimeSpan.MaxValue)
                ?? defaults.MaxPollingInterval,
            MessageEncoding = Encoding(queues) ?? defaults.MessageEncoding,
        };
    }

    private static int? Whole(JsonElement queues, string name, int min, int max)
    {
        if (!queues.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.TryGetInt32(out var number) && number >= min && number <= max
            ? number
            : throw Wrong(
                name,
                value,
                max == int.MaxValue ? $"a whole number from {min}" : $"a whole number from {min} to {max}"
            );
    }

    private static TimeSpan? Time(JsonElement queues, string name, TimeSpan min, TimeSpan max)
    {
        if (!queues.TryGetProperty(name, out var value))
        {
            return null;
        }

        return
            TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var time)
            && time >= min
            && time <= max
            ? time
            : throw Wrong(
                name,
                value,
                max == TimeSpan.MaxValue ? $"a time such as 00:00:30, from {min}" : $"a time from {min} to {max}"
            );
    }

    private static QueueMessageEncoding? Encoding(JsonElement queues)
    {
        const string name = "messageEncoding";
        if (!queues.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.GetString()?.ToUpperInvariant() switch
        {
            "BASE64" => QueueMessageEncoding.Base64,
            "NONE" => QueueMessageEncoding.None,
            _ => throw Wrong(name, value, "base64 or none"),
        };
    }

    private static JsonException Wrong(string name, JsonElement value, string expected) =>
        new($"extensions.queues.{name} is {value.GetRawText()}; it must be {expected}.");
}
