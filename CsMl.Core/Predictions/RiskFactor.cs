using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <param name="CurrentValue">Formatted for people, such as <c>48</c> or <c>63 days</c>.</param>
/// <param name="Threshold">The value that would be normal.</param>
public sealed record RiskFactor(
    string Factor,
    Degree Impact,
    string CurrentValue,
    string Threshold,
    Trend Trend,
    string Description
);
