using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Storage;

/// <summary>Settings <c>Storage:*</c>: how long the app waits for its tables and queues.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Seconds after which a call ends as unavailable, its repetitions included.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds that one attempt of a call may be without an answer from the network before it is repeated.</summary>
    [Range(1, 300)]
    public int NetworkTimeoutSeconds { get; set; } = 5;

    /// <summary>The bound of a whole call.</summary>
    public TimeSpan Limit() => TimeSpan.FromSeconds(TimeoutSeconds);
}
