using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>Accounts that have changed in a source.</summary>
/// <param name="Changed">All facts of each account, not only the changed ones.</param>
/// <param name="Removed">Ids of accounts that the source no longer has.</param>
/// <param name="Cursor">Continues after this page; opaque to everything but the source.</param>
/// <param name="HasMore">True if there is another page now; the cursor must then differ from the requested one.</param>
public sealed record AccountPage(
    IReadOnlyList<AccountFacts> Changed,
    IReadOnlyList<string> Removed,
    string? Cursor,
    bool HasMore
)
{
    public bool IsEmpty => Changed.Count == 0 && Removed.Count == 0;
}
