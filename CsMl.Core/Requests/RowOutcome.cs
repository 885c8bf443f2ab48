namespace CsMl.Core.Requests;

/// <summary>What came of a row that could be read, when its batch was written. Stored as a byte.</summary>
public enum RowOutcome : byte
{
    Imported = 0,

    /// <summary>There is no account that the row could be added to.</summary>
    NotFound = 1,

    /// <summary>The account would be larger than can be stored.</summary>
    TooLarge = 2,

    /// <summary>The row was passed over because the account has something newer.</summary>
    LeftOut = 3,

    /// <summary>The account was erased and nobody asked for it since.</summary>
    Erased = 4,

    /// <summary>The row would be added to facts that cannot be read.</summary>
    Damaged = 5,
}
