namespace CsMl.Core.Crm.Http;

/// <summary>The position of a sync with an adapter.</summary>
/// <param name="Cursor">The adapter's own.</param>
/// <param name="Failed">Accounts that could not be read; they are tried again at the end of each sync.</param>
internal sealed record AdapterCursor(string? Cursor, IReadOnlyList<string> Failed)
{
    public static readonly AdapterCursor Start = new(null, []);

    /// <summary>True while all accounts are read anew although the index has some.</summary>
    public bool IsFull { get; init; }

    /// <summary>True if the index is to be compared with the adapter's list next.</summary>
    public bool Compares { get; init; }

    /// <summary>Accounts of the index that the adapter's list does not have, and that are still to be asked for.</summary>
    public IReadOnlyList<string> Unlisted { get; init; } = [];
}
