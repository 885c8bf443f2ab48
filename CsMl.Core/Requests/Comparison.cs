namespace CsMl.Core.Requests;

/// <param name="Why">Null where there is a change to tell.</param>
public sealed record Comparison(ComparisonProblem? Why, PredictionChange? Change);
