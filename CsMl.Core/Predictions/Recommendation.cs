using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

public sealed record Recommendation(
    string Action,
    ActionPriority Priority,
    string Rationale,
    string ExpectedImpact,
    Degree Effort,
    string Timeframe
);
