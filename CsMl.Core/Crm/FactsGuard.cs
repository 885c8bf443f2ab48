using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// Rules for writing new facts of an account, checked against the facts stored at the time of the write.
/// </summary>
/// <param name="IsStill">
/// True if the stored version is the one that the writer expects; null to write in any case.
/// </param>
internal sealed record FactsGuard(Func<FactsVersion?, bool>? IsStill = null)
{
    /// <summary>The new facts get a later revision than this, whatever the clock says; null if any will do.</summary>
    public long? After { get; init; }

    public static readonly FactsGuard None = new();

    public bool Admits(FactsVersion? there) => IsStill?.Invoke(there) ?? true;
}
