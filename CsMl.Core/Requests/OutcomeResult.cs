namespace CsMl.Core.Requests;

/// <param name="Why">Null if the outcome was recorded.</param>
public sealed record OutcomeResult(OutcomeProblem? Why, RecordedOutcome? Told);
