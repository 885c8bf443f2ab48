namespace CsMl.Core.Crm.Http;

/// <summary>The position of a sync with an adapter.</summary>
/// <param name="Cursor">The adapter's own.</param>
/// <param name="Failed">Accounts that could not be read; they are tried again at the end of each sync.</param>
internal sealed record AdapterCursor(string? Cursor, IReadOnlyList<string> Failed)
{
    public static readonly AdapterCursor Start = new(null, []);
}
