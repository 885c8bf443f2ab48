namespace CsMl.Core.Accounts;

/// <summary>The health scores at one instant, each 0–100 or null if unknown.</summary>
public readonly record struct HealthSnapshot(
    DateTimeOffset Date,
    double? OverallScore,
    double? UsageScore,
    double? SupportScore,
    double? EngagementScore,
    double? SentimentScore
);
