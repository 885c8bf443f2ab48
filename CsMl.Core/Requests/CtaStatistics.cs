namespace CsMl.Core.Requests;

/// <param name="CompletionRate">Share of all CTAs that were completed, 0–1.</param>
/// <param name="AverageResolutionDays">From creation to completion; null if none is completed yet.</param>
public sealed record CtaStatistics(
    int TotalGenerated,
    int OpenCount,
    int CompletedCount,
    double CompletionRate,
    IReadOnlyDictionary<string, int> ByType,
    IReadOnlyDictionary<string, int> ByUrgency,
    IReadOnlyDictionary<string, int> ByOutcome,
    double? AverageResolutionDays
);
