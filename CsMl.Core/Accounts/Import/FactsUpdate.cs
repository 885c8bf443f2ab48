namespace CsMl.Core.Accounts.Import;

/// <summary>A change to the stored facts of one account.</summary>
public abstract class FactsUpdate(string accountId)
{
    public string AccountId { get; } = accountId;

    /// <summary>False if the new facts do not depend on the stored ones, so that those need not be read.</summary>
    public virtual bool NeedsKnown => true;

    /// <summary>What was left out when the change was last applied; null if nothing was.</summary>
    public virtual string? LeftOut => null;

    /// <summary>
    /// The new facts; null if the change needs an account that there is not. Called again if the stored facts changed
    /// meanwhile.
    /// </summary>
    public abstract AccountFacts? Apply(AccountFacts? known);
}
