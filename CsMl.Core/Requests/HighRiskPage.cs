namespace CsMl.Core.Requests;

/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record HighRiskPage(IReadOnlyList<HighRiskAccount> Accounts, string? Next);
