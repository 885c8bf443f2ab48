namespace CsMl.Core.Accounts.Import;

/// <summary>A change to the stored facts of one account.</summary>
public abstract class FactsUpdate(string accountId)
{
    public string AccountId { get; } = accountId;

    /// <summary>False if the new facts do not depend on the stored ones, so that those need not be read.</summary>
    public virtual bool NeedsKnown => true;

    /// <summary>
    /// The updates of a batch are applied in this order, and where it is the same in that of the file, so that a batch
    /// that is written twice leaves the same facts.
    /// </summary>
    public virtual DateTimeOffset Order => default;

    /// <summary>True if nothing of this is in the facts that were written, because it is too old.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>The same change for the account under another id.</summary>
    public abstract FactsUpdate For(string accountId);

    /// <summary>
    /// The new facts; null if the change needs an account that there is not. Called again if the stored facts changed
    /// meanwhile.
    /// </summary>
    public abstract AccountFacts? Apply(AccountFacts? known);

    /// <summary>Tells what came of all updates of the account.</summary>
    internal void Settle(AccountFacts written) => IsLeftOut = IsOlderThan(written);

    protected virtual bool IsOlderThan(AccountFacts facts) => false;
}
