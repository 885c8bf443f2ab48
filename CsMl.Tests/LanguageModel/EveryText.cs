using CsMl.Core.Accounts;

namespace CsMl.Tests.LanguageModel;

/// <summary>An account with a given text in every field that takes free text.</summary>
internal static class EveryText
{
    /// <summary>Names of the fields in a prompt's facts that such a text gets to.</summary>
    public static readonly IReadOnlySet<string> Fields = new HashSet<string>(StringComparer.Ordinal)
    {
        "name",
        "type",
        "subject",
        "priority",
        "stage",
        "role",
        "title",
        "plan",
        "currency",
        "subscriptionStatus",
    };

    public static AccountFacts Of(string text) => Some.KnownAccount().Everywhere(text) with { Name = text };

    /// <summary>Everywhere but in the account's own name.</summary>
    public static AccountFacts Everywhere(this AccountFacts facts, string text) =>
        facts
            .With(
                new Activity(text, text, Some.DaysAgo(3), null, Sentiment.Negative, text),
                new Activity(null, "CALL", Some.DaysAgo(5), ActivityStatus.NoShow, null, text)
            )
            .With(
                new Ticket(text, Some.DaysAgo(20), null, text, text, text),
                new Ticket(null, Some.DaysAgo(40), Some.DaysAgo(30), "CLOSED", "HIGH", text)
            )
            .With(new Opportunity(text, text, 5_000, 40, Some.DaysAgo(-30), OpportunityStatus.Open))
            .With(new Contact("Tamsin Ruud", text, Some.DaysAgo(10)))
            .With(
                Some.Cta(dueDaysAgo: -5) with
                {
                    Title = text,
                    Description = text,
                    Reason = text,
                    OwnerId = text,
                    PlaybookId = text,
                    TriggerRule = text,
                    Status = CtaStatus.Open,
                }
            ) with
        {
            OwnerId = "csm-77",
            Subscription = new Subscription(text, Some.DaysAgo(400), Some.DaysAgo(-60), 100, 90, text, text),
        };
}
