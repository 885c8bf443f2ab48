using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>Accounts that have changed in a source.</summary>
/// <param name="Changed">All that is known of each, not the change alone.</param>
/// <param name="Removed">Ids of accounts that the source no longer has.</param>
/// <param name="Cursor">Goes on behind this page; it means nothing to anybody but the source.</param>
/// <param name="HasMore">There is another page now; the cursor must then differ from the one asked for.</param>
public sealed record AccountPage(
    IReadOnlyList<AccountFacts> Changed,
    IReadOnlyList<string> Removed,
    string? Cursor,
    bool HasMore
)
{
    public bool IsEmpty => Changed.Count == 0 && Removed.Count == 0;
}
