namespace CsMl.Core.Limits;

/// <summary>How often a day (UTC) a tenant's callers may do each kind of thing; null where there is no limit.</summary>
public sealed record Quotas(
    int? PredictionsPerDay = null,
    int? BatchRunsPerDay = null,
    int? CtasPerDay = null,
    int? ImportsPerDay = null
)
{
    public int? Of(LimitKind kind) =>
        kind switch
        {
            LimitKind.Predictions => PredictionsPerDay,
            LimitKind.BatchRuns => BatchRunsPerDay,
            LimitKind.Ctas => CtasPerDay,
            LimitKind.Imports => ImportsPerDay,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>The smaller quota of each kind.</summary>
    public Quotas Within(Quotas other) =>
        new(
            Smaller(PredictionsPerDay, other.PredictionsPerDay),
            Smaller(BatchRunsPerDay, other.BatchRunsPerDay),
            Smaller(CtasPerDay, other.CtasPerDay),
            Smaller(ImportsPerDay, other.ImportsPerDay)
        );

    private static int? Smaller(int? one, int? other) => one is null || other < one ? other : one;
}
