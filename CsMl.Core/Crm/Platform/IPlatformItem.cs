namespace CsMl.Core.Crm.Platform;

/// <summary>An item of a paged list.</summary>
internal interface IPlatformItem
{
    /// <summary>Null if the platform does not give the item's id.</summary>
    string? Id { get; }
}
