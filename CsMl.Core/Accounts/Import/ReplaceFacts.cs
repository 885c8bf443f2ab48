namespace CsMl.Core.Accounts.Import;

/// <summary>Replaces all facts of an account.</summary>
public sealed class ReplaceFacts(AccountFacts facts) : FactsUpdate(facts.AccountId)
{
    public override bool NeedsKnown => false;

    public override FactsUpdate For(string accountId) => new ReplaceFacts(facts with { AccountId = accountId });

    public override AccountFacts Apply(AccountFacts? known) => facts;
}
