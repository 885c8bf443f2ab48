using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Validated">How many predictions it settled.</param>
public sealed record RecordedOutcome(string AccountId, OutcomeKind Outcome, DateTimeOffset OccurredAt, int Validated);
