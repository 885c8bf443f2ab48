namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The kinds of accounts, as CRMs write them, in English and German.</summary>
internal static class AccountTypeWords
{
    private static readonly WordTable<AccountType> Table = new(
        (AccountType.Other, new("not a customer", "non customer")),
        (
            AccountType.Churned,
            new(
                "churned",
                "former*",
                "ex customer",
                "ex client",
                "lost customer",
                "past customer",
                "previous customer",
                "inactive customer",
                "ehemalig*",
                "altkunde",
                "verlorener kunde"
            )
        ),
        (
            AccountType.Prospect,
            new("prospect*", "potential*", "lead", "leads", "target", "suspect", "interessent*", "nicht kunde")
        ),
        (AccountType.Partner, new("partner*", "reseller*", "integrator*", "distributor*", "haendler")),
        (AccountType.Competitor, new("competitor*", "competition", "wettbewerb*", "konkurrent*")),
        (AccountType.Customer, new("customer*", "client*", "kunde*", "bestandskunde*", "subscriber*", "user")),
        (
            AccountType.Other,
            new(
                "other*",
                "vendor*",
                "supplier*",
                "press",
                "investor*",
                "analyst*",
                "internal",
                "sonstige*",
                "lieferant*"
            )
        )
    );

    /// <summary>Null if the word is absent or unknown.</summary>
    public static AccountType? Of(string? word) => Table.Find(word);
}
