using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Storage;

/// <summary>Settings <c>Storage:*</c>: time limits of table and queue calls.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Seconds after which a call fails as unavailable, retries included.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds that one attempt of a call may wait for a network response before it is retried.</summary>
    [Range(1, 300)]
    public int NetworkTimeoutSeconds { get; set; } = 5;

    /// <summary>The time limit of a whole call.</summary>
    public TimeSpan Limit() => TimeSpan.FromSeconds(TimeoutSeconds);
}
