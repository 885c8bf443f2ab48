namespace CsMl.Core.Accounts;

/// <summary>The departure and the renewal that callers last recorded for an account.</summary>
/// <param name="ChurnedAt">Null if no departure was recorded.</param>
/// <param name="RenewedAt">Null if no renewal was recorded.</param>
/// <param name="RenewedUntil">The end of the renewed term; null if it was not recorded.</param>
public sealed record RetentionOutcomes(
    DateTimeOffset? ChurnedAt = null,
    DateTimeOffset? RenewedAt = null,
    DateTimeOffset? RenewedUntil = null
)
{
    public static readonly RetentionOutcomes None = new();

    /// <summary>
    /// How long before its date a renewal is agreed at the earliest. A renewal without an end settles the dates up to
    /// then.
    /// </summary>
    private static readonly TimeSpan Lead = TimeSpan.FromDays(120);

    /// <summary>True if a departure is on record and no renewal since.</summary>
    public bool IsDepartedAt(DateTimeOffset asOf) => ChurnedAt <= asOf && !(RenewedAt > ChurnedAt && RenewedAt <= asOf);

    /// <summary>
    /// True if the renewal settles what the CRM says of a date, such as the end of a contract. The CRM is updated
    /// later.
    /// </summary>
    /// <param name="date">Null if the CRM gives no date; a recent renewal then settles it.</param>
    public bool Settles(DateTimeOffset? date, DateTimeOffset asOf) =>
        RenewedAt <= asOf
        && (date is { } known && RenewedUntil is { } until ? known < until : (date ?? asOf) <= RenewedAt + Lead);
}
