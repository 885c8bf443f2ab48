using CsMl.Core.Accounts;

namespace CsMl.Local.Sample;

/// <summary>
/// The handwritten account 123: health that has been falling for 60 days, no contact with the sponsor for 45 days, and
/// three unsolved support tickets. It is at high risk today and remains so for a month.
/// </summary>
internal static class ExampleAccount
{
    public const string Name = "Marzipan Freight";

    public static AccountFacts Tell(DateTimeOffset now)
    {
        return new AccountFacts
        {
            AccountId = SamplePortfolio.ExampleId,
            Name = Name,
            Type = AccountType.Customer,
            OwnerId = "csm-1",
            CreatedAt = Ago(720),
            HealthScore = 51,
            AnnualRevenue = 84_000,
            RenewalDate = Ago(-190),
            HealthHistory =
            [
                Health(60, 84, usage: 86, support: 84, engagement: 82, sentiment: 82),
                Health(50, 85, usage: 85, support: 82, engagement: 86, sentiment: 85),
                Health(40, 73, usage: 79, support: 66, engagement: 73, sentiment: 72),
                Health(30, 66, usage: 74, support: 56, engagement: 67, sentiment: 66),
                Health(20, 67, usage: 72, support: 58, engagement: 69, sentiment: 68),
                Health(10, 57, usage: 67, support: 44, engagement: 58, sentiment: 60),
                Health(0, 51, usage: 63, support: 38, engagement: 52, sentiment: 53),
            ],
            Activities =
            [
                Contact(120, "EMAIL", "New depot in the north", Sentiment.Neutral),
                Contact(45, "EMAIL", "Sponsor asks what becomes of the tickets", Sentiment.Neutral),
            ],
            Tickets =
            [
                new("t-123-1", Ago(260), Ago(256), "CLOSED", "LOW", "New user cannot sign in"),
                new("t-123-2", Ago(48), null, "OPEN", "HIGH", "Delivery notes are printed twice"),
                new("t-123-3", Ago(29), null, "OPEN", "HIGH", "Scales lose the connection at night"),
                new("t-123-4", Ago(12), null, "OPEN", "HIGH", "Export leaves out the last day of the month"),
            ],
            Opportunities = [new("Second depot", "Closed won", 12_000, 100, Ago(230), OpportunityStatus.Won)],
            Contacts =
            [
                new("Odile Brandvold", "Executive sponsor", Ago(45)),
                new("Tamsin Ruud", "Administrator", Ago(120)),
            ],
            Ctas = [HalfYearReview(now)],
            Subscription = new("Business", Ago(720), Ago(-190), 84_000, 86_400, "EUR", "ACTIVE"),
        };

        DateTimeOffset Ago(int days) => SampleClock.At(now, days);

        HealthSnapshot Health(
            int ago,
            double overall,
            double usage,
            double support,
            double engagement,
            double sentiment
        ) => new(Ago(ago), overall, usage, support, engagement, sentiment);

        Activity Contact(int ago, string type, string subject, Sentiment? sentiment = null) =>
            new($"a-123-{ago}", type, Ago(ago), ActivityStatus.Completed, sentiment, subject);
    }

    private static Cta HalfYearReview(DateTimeOffset now) =>
        new()
        {
            Id = "cta-123-1",
            AccountId = SamplePortfolio.ExampleId,
            Type = CtaType.Lifecycle,
            Priority = CtaPriority.Medium,
            Status = CtaStatus.Completed,
            Title = "Prepare the half-year review",
            DueDate = SampleClock.At(now, 155),
            OwnerId = "csm-1",
            Outcome = CtaOutcome.Neutral,
            CreatedAt = SampleClock.At(now, 170),
            CompletedAt = SampleClock.At(now, 154),
        };
}
