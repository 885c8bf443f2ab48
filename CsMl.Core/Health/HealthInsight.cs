using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <param name="Type">strength, risk or trend.</param>
/// <param name="Dimension">usage, support, engagement, sentiment or overall.</param>
public sealed record HealthInsight(
    string Type,
    string Dimension,
    InsightSeverity Severity,
    string Message,
    Trend Trend,
    string? SuggestedAction
);
