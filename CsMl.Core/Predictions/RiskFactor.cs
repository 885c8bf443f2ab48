using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <param name="CurrentValue">As a person reads it, such as <c>48</c> or <c>63 days</c>.</param>
/// <param name="Threshold">What would be unremarkable.</param>
public sealed record RiskFactor(
    string Factor,
    Degree Impact,
    string CurrentValue,
    string Threshold,
    Trend Trend,
    string Description
);
