namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformSnapshot(
    DateTimeOffset Date,
    double? Score,
    double? UsageScore,
    double? SupportScore,
    double? EngagementScore,
    double? SentimentScore
);
