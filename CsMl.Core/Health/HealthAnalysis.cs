using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Health;

[JsonConverter(typeof(JsonStringEnumConverter<ScoreTrajectory>))]
public enum ScoreTrajectory
{
    [JsonStringEnumMemberName("improving")]
    Improving,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("declining")]
    Declining,
}

[JsonConverter(typeof(JsonStringEnumConverter<InsightSeverity>))]
public enum InsightSeverity
{
    [JsonStringEnumMemberName("positive")]
    Positive,

    [JsonStringEnumMemberName("info")]
    Info,

    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("critical")]
    Critical,
}

[JsonConverter(typeof(JsonStringEnumConverter<AnomalyType>))]
public enum AnomalyType
{
    [JsonStringEnumMemberName("sudden_drop")]
    SuddenDrop,

    [JsonStringEnumMemberName("sustained_decline")]
    SustainedDecline,

    [JsonStringEnumMemberName("engagement_gap")]
    EngagementGap,
}

/// <summary>Newest score of each dimension, 0–100, or null where none is known.</summary>
public sealed record DimensionScores(double? Usage, double? Support, double? Engagement, double? Sentiment);

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

/// <param name="DetectedAt">When it showed: the date of the snapshot, or now for a gap that is still open.</param>
public sealed record HealthAnomaly(
    string Dimension,
    AnomalyType AnomalyType,
    Degree Severity,
    string Description,
    DateTimeOffset DetectedAt,
    IReadOnlyList<string> PossibleCauses
);
