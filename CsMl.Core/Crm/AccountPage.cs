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
    /// <summary>Accounts that could not be read. The source tries them again by itself.</summary>
    public IReadOnlyList<AccountFailure> Failed { get; init; } = [];

    public bool IsEmpty => Changed.Count == 0 && Removed.Count == 0 && Failed.Count == 0;
}
