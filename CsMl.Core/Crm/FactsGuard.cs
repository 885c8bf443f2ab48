using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>How new facts of an account go together with those that are there at the instant of writing.</summary>
/// <param name="Merge">Makes one of both; null: the new ones replace them.</param>
/// <param name="IsStill">Whether the account is as the writer knows it; null: that does not matter.</param>
internal sealed record FactsGuard(MergeFacts? Merge = null, Func<FactsVersion?, bool>? IsStill = null)
{
    public static readonly FactsGuard None = new();

    public bool Admits(FactsVersion? there) => IsStill?.Invoke(there) ?? true;
}
