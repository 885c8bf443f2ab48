namespace CsMl.Core.Storage;

/// <summary>
/// A watch: the time from which the predictions of some accounts can be validated. The accounts of one transaction
/// share one watch, from the first to the last in key order; checking an account in between that has nothing due does
/// no harm.
/// </summary>
public sealed record ValidationDue(DateTimeOffset From, string FirstAccount, string LastAccount)
{
    public static ValidationDue Of(DateTimeOffset from, string accountId) => new(from, accountId, accountId);

    /// <summary>A watch of the same time that covers the accounts of both.</summary>
    public ValidationDue Plus(ValidationDue? other) =>
        other is null
            ? this
            : new ValidationDue(
                From,
                IsBefore(FirstAccount, other.FirstAccount) ? FirstAccount : other.FirstAccount,
                IsBefore(LastAccount, other.LastAccount) ? other.LastAccount : LastAccount
            );

    internal EntityChange ToChange() => EntityChange.Upsert(ResultKeys.Watch(this), "{}"u8.ToArray());

    /// <summary>Compares the ids with the separator appended, as they appear in keys.</summary>
    private static bool IsBefore(string a, string b) =>
        string.CompareOrdinal(a + EntityKey.Separator, b + EntityKey.Separator) < 0;
}
