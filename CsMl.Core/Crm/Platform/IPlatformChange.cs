namespace CsMl.Core.Crm.Platform;

/// <summary>An item of a list that can be sorted by its last change.</summary>
internal interface IPlatformChange : IPlatformItem
{
    /// <summary>The account that the item belongs to; null if it belongs to none.</summary>
    string? AccountId { get; }

    DateTimeOffset? UpdatedAt { get; }
}
