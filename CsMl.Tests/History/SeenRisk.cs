namespace CsMl.Tests.History;

/// <summary>A line of the high-risk list.</summary>
internal sealed record SeenRisk(string AccountId, string PredictionId, double Probability);
