namespace CsMl.Core.Requests;

/// <summary>What a person says about a prediction of churn.</summary>
/// <param name="Author">The person's id.</param>
/// <param name="Probability">Their own odds, 0–1; null if they agree with the prediction.</param>
/// <param name="PredictionId">Null for the latest prediction.</param>
public sealed record StatedOdds(string Author, double? Probability, string? Reason, string? PredictionId);
