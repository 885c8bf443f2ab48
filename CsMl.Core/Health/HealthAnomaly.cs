using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <param name="DetectedAt">The date of the snapshot, or now for a gap that is still open.</param>
public sealed record HealthAnomaly(
    string Dimension,
    AnomalyType AnomalyType,
    Degree Severity,
    string Description,
    DateTimeOffset DetectedAt,
    IReadOnlyList<string> PossibleCauses
);
