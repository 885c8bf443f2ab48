namespace CsMl.Core.Morning;

/// <param name="OwnerId">Only accounts of this owner; null for all.</param>
/// <param name="Rows">The most accounts that are shown in full, 1 to 7.</param>
/// <param name="MovedWithinDays">Days over which an account has moved: 1 for overnight.</param>
public sealed record MorningQuery(string? OwnerId, int Rows = MorningQuery.MostRows, int MovedWithinDays = 1)
{
    public const int MostRows = 7;
}
