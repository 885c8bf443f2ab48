using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>Which accounts a list of those at risk has, and in what order.</summary>
/// <param name="After">Continues after this place, which an earlier page of the same order ended with.</param>
public sealed record HighRiskQuery(double MinProbability, int Limit, string? After = null)
{
    public RiskOrder Order { get; init; }

    public AccountFilter Accounts { get; init; } = AccountFilter.All;

    /// <summary>Only accounts whose risk category is another one than so many days ago; null for all.</summary>
    public int? ChangedSinceDays { get; init; }
}
