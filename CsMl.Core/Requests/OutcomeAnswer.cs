namespace CsMl.Core.Requests;

/// <param name="Why">Null where it was taken down.</param>
public sealed record OutcomeAnswer(NotTold? Why, ToldOutcome? Told);
