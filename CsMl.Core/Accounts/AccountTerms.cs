namespace CsMl.Core.Accounts;

/// <summary>Who looks after an account, and what it pays: what lists are filtered and ordered by.</summary>
/// <param name="Revenue">See <see cref="AccountRevenue"/>; null if it is unknown.</param>
/// <param name="Currency">The revenue's currency; null if it is unknown.</param>
public sealed record AccountTerms(string? OwnerId, decimal? Revenue, string? Currency)
{
    public static AccountTerms Of(AccountFacts facts) =>
        new(facts.OwnerId, AccountRevenue.Of(facts), AccountRevenue.CurrencyOf(facts));
}
