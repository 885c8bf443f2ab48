namespace CsMl.Core.Accounts;

/// <summary>Scores of one moment, each 0–100 or unknown.</summary>
public readonly record struct HealthSnapshot(
    DateTimeOffset Date,
    double? OverallScore,
    double? UsageScore,
    double? SupportScore,
    double? EngagementScore,
    double? SentimentScore
);
