namespace CsMl.Core.Requests;

/// <param name="Why">The reason why there is no comparison; null if there is one.</param>
public sealed record Comparison(ComparisonProblem? Why, PredictionChange? Change);
