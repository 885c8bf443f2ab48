namespace CsMl.Core.Accounts.Import;

/// <summary>Replaces the fields of an account that a row has; those that it does not have stay.</summary>
/// <param name="emptied">Fields that the row empties.</param>
public sealed class MergeProfile(AccountFacts told, IReadOnlyList<string> emptied) : FactsUpdate(told.AccountId)
{
    public override FactsUpdate For(string accountId) =>
        new MergeProfile(
            told with
            {
                AccountId = accountId,
                Ctas = [.. told.Ctas.Select(cta => cta with { AccountId = accountId })],
            },
            emptied
        );

    public override AccountFacts Apply(AccountFacts? known) =>
        known is null ? told : emptied.Aggregate(Merge(known, told), Empty);

    private static AccountFacts Merge(AccountFacts known, AccountFacts told) =>
        known with
        {
            Name = told.Name,
            Type = told.Type ?? known.Type,
            OwnerId = told.OwnerId ?? known.OwnerId,
            CreatedAt = told.CreatedAt ?? known.CreatedAt,
            HealthScore = told.HealthScore ?? known.HealthScore,
            AnnualRevenue = told.AnnualRevenue ?? known.AnnualRevenue,
            Currency = told.Currency ?? known.Currency,
            RenewalDate = told.RenewalDate ?? known.RenewalDate,
            Archived = told.Archived || known.Archived,
            HealthHistory = Newer(known.HealthHistory, told.HealthHistory),
            Activities = Newer(known.Activities, told.Activities),
            Tickets = Newer(known.Tickets, told.Tickets),
            Ctas = Newer(known.Ctas, told.Ctas),
            Opportunities = Newer(known.Opportunities, told.Opportunities),
            Contacts = Newer(known.Contacts, told.Contacts),
            Subscription = MergeSubscription.Merge(known.Subscription, told.Subscription),
        };

    private static IReadOnlyList<T> Newer<T>(IReadOnlyList<T> known, IReadOnlyList<T> told) =>
        told.Count > 0 ? told : known;

    private static AccountFacts Empty(AccountFacts facts, string field) =>
        field switch
        {
            "type" => facts with { Type = null },
            "ownerId" => facts with { OwnerId = null },
            "createdAt" => facts with { CreatedAt = null },
            "healthScore" => facts with { HealthScore = null },
            "annualRevenue" => facts with { AnnualRevenue = null },
            "currency" => facts with { Currency = null },
            "renewalDate" => facts with { RenewalDate = null },
            "archived" => facts with { Archived = false },
            "healthHistory" => facts with { HealthHistory = [] },
            "activities" => facts with { Activities = [] },
            "tickets" => facts with { Tickets = [] },
            "ctas" => facts with { Ctas = [] },
            "opportunities" => facts with { Opportunities = [] },
            "contacts" => facts with { Contacts = [] },
            "subscription" => facts with { Subscription = null },
            _ when facts.Subscription is { } s && field.StartsWith("subscription.", StringComparison.Ordinal) =>
                facts with
                {
                    Subscription = MergeSubscription.Empty(s, field["subscription.".Length..]),
                },
            _ => facts,
        };
}
