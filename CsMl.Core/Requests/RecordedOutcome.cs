using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Validated">The number of predictions that it settled.</param>
public sealed record RecordedOutcome(string AccountId, OutcomeKind Outcome, DateTimeOffset OccurredAt, int Validated);
