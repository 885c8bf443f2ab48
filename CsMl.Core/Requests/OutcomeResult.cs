namespace CsMl.Core.Requests;

/// <param name="Why">Null where it was taken down.</param>
public sealed record OutcomeResult(OutcomeProblem? Why, RecordedOutcome? Told);
