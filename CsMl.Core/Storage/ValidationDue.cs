namespace CsMl.Core.Storage;

/// <summary>
/// From an instant on, what became of the predictions of some accounts can be told. The accounts of a transaction share
/// one, from the first to the last in key order: looking at one in between does no harm.
/// </summary>
public sealed record ValidationDue(DateTimeOffset From, string FirstAccount, string LastAccount)
{
    public static ValidationDue Of(DateTimeOffset from, string accountId) => new(from, accountId, accountId);

    /// <summary>One of the same instant for the accounts of both.</summary>
    public ValidationDue Plus(ValidationDue? other) =>
        other is null
            ? this
            : new ValidationDue(
                From,
                IsBefore(FirstAccount, other.FirstAccount) ? FirstAccount : other.FirstAccount,
                IsBefore(LastAccount, other.LastAccount) ? other.LastAccount : LastAccount
            );

    internal EntityChange ToChange() => EntityChange.Upsert(ResultKeys.Watch(this), "{}"u8.ToArray());

    /// <summary>In key order an id is followed by the separator.</summary>
    private static bool IsBefore(string a, string b) =>
        string.CompareOrdinal(a + EntityKey.Separator, b + EntityKey.Separator) < 0;
}
