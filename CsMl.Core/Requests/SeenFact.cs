namespace CsMl.Core.Requests;

/// <summary>What a rule found.</summary>
/// <param name="LogOdds">Its share of the prediction's log-odds; negative if it reassured.</param>
public sealed record SeenFact(string Rule, string Factor, double LogOdds, string Sentence);
