namespace CsMl.Core.Crm.Platform;

/// <summary>The position of a sync with the platform.</summary>
internal sealed record PlatformCursor
{
    /// <summary>When the last full sync began; null if none is complete or everything has to be read again.</summary>
    public DateTimeOffset? FullAt { get; init; }

    /// <summary>The next page of a full sync, counting down to 1; null if none is under way.</summary>
    public int? FullPage { get; init; }

    /// <summary>True if the sync is complete, so that the next call begins another.</summary>
    public bool IsComplete { get; init; }

    /// <summary>True if changes were looked for since the last full sync began.</summary>
    public bool HasChanges { get; init; }

    /// <summary>When all ids and open CTAs were last compared.</summary>
    public DateTimeOffset? ComparedAt { get; init; }

    public PlatformMark? Accounts { get; init; }

    public PlatformMark? Activities { get; init; }

    public PlatformMark? Opportunities { get; init; }

    /// <summary>Accounts that have changed and are still to be read.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];

    /// <summary>Accounts that could not be read; they are tried again by each sync.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];
}
