namespace CsMl.Core.Accounts;

/// <summary>What an account pays a year.</summary>
public static class AccountRevenue
{
    /// <summary>
    /// The account's own figure, else that of its subscription, else what was billed in the last 365 days; in
    /// <see cref="CurrencyOf"/>. Null if none is known.
    /// </summary>
    public static decimal? Of(AccountFacts facts) =>
        facts.AnnualRevenue ?? facts.Subscription?.AnnualRevenue ?? facts.Subscription?.Trailing365Revenue;

    /// <summary>
    /// The ISO 4217 code of the revenue's currency: the account's own, else that of its subscription. Null if unknown.
    /// </summary>
    public static string? CurrencyOf(AccountFacts facts) => facts.Currency ?? facts.Subscription?.Currency;

    /// <summary>The code itself, or ISO 4217's code for none.</summary>
    public static string CodeOf(string? currency) => currency ?? "XXX";

    /// <summary>
    /// Probability × revenue, the expected loss, to the cent; null if the revenue is unknown, or below 0 as after a credit.
    /// </summary>
    public static decimal? AtRisk(decimal? revenue, double probability) =>
        revenue is >= 0 and var known ? Math.Round(known * (decimal)probability, 2) : null;
}
