using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="RenewedUntil">Null if it was not given.</param>
/// <param name="Validated">The number of predictions that it settled.</param>
/// <param name="Lifecycle">The account's lifecycle with this outcome.</param>
public sealed record RecordedOutcome(
    string AccountId,
    OutcomeKind Outcome,
    DateTimeOffset OccurredAt,
    DateTimeOffset? RenewedUntil,
    int Validated,
    Lifecycle Lifecycle
);
