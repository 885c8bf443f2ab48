using static CsMl.Core.Predictions.RiskCategory;

namespace CsMl.Local.Sample;

/// <summary>The scenarios of the sample portfolio, worst first, in the proportions of an ordinary portfolio.</summary>
internal static class SampleScenarios
{
    /// <summary>
    /// The scenario of the account in the printed examples: several kinds of trouble without any action so far.
    /// </summary>
    public static readonly SampleScenario Example = new("trouble on every side", 1)
    {
        Risk = (High, High),
        Health = [],
        Spells = [],
    };

    public static readonly IReadOnlyList<SampleScenario> All =
    [
        new("notice given", 3)
        {
            Risk = (Critical, Critical),
            Health = [(120, 55), (30, 30), (0, 25)],
            Spells = [new(360, 60, 12), new(60, 20, 20, ContactSentiment.Bad)],
            SponsorDaysAgo = new(60, 90),
            RenewalInDays = new(20, 50),
            SubscriptionStatus = "CANCELLED",
        },
        new("silent after go-live", 4)
        {
            Risk = (High, Critical),
            AgeDays = new(240, 300),
            Health = [(200, 70), (120, 60), (60, 35), (0, 22)],
            Spells = [new(240, 130, 4)],
            SponsorDaysAgo = new(110, 160),
            RenewalInDays = new(65, 125),
        },
        new("champion left", 8)
        {
            Risk = (High, Critical),
            Health = [(180, 82), (62, 80), (55, 58), (0, 44)],
            Spells = [new(360, 43, 8)],
            SponsorDaysAgo = new(62, 75),
            RenewalInDays = new(60, 160),
            OpenTickets = new(0, 2),
            OverdueCtas = new(1, 2),
        },
        new("support storm", 10)
        {
            Risk = (Medium, High),
            Health = [(180, 78), (45, 74), (20, 55), (0, 40)],
            Spells = [new(360, 60, 26), new(60, 36, 10, ContactSentiment.Bad)],
            OpenTickets = new(5, 8),
            ClosedTickets = new(5, 12),
            TicketDaysAgo = new(5, 40),
            UrgentShare = 0.6,
            SponsorDaysAgo = new(40, 75),
            RenewalInDays = new(45, 120),
        },
        new("renewal at risk", 10)
        {
            Risk = (Medium, Critical),
            Health = [(180, 70), (90, 62), (0, 41)],
            Spells = [new(360, 110, 18), new(110, 54, 24, ContactSentiment.Mixed)],
            OpenTickets = new(1, 3),
            SponsorDaysAgo = new(70, 120),
            RenewalInDays = new(14, 45),
            OverdueCtas = new(0, 2),
        },
        new("price shock", 8)
        {
            Risk = (Medium, High),
            Health = [(180, 76), (50, 73), (40, 50), (0, 40)],
            Spells = [new(360, 70, 24), new(70, 46, 8, ContactSentiment.Bad)],
            OpenTickets = new(1, 3),
            SponsorDaysAgo = new(60, 90),
            RenewalInDays = new(20, 60),
            OverdueCtas = new(1, 3),
        },
        new("slow fade", 24)
        {
            Risk = (Medium, High),
            Health = [(180, 74), (90, 66), (0, 47)],
            Spells = [new(360, 180, 9), new(180, 90, 18), new(90, 51, 20, ContactSentiment.Mixed)],
            OpenTickets = new(0, 2),
            SponsorDaysAgo = new(50, 100),
            RenewalInDays = new(100, 300),
        },
        new("low touch", 24)
        {
            Risk = (Low, Medium),
            Health = [(180, 62), (0, 52)],
            Spells = [new(360, 60, 45, ContactSentiment.Bad)],
            SponsorDaysAgo = new(30, 90),
        },
        new("seasonal business", 14)
        {
            Risk = (Low, Medium),
            Health = [(300, 80), (150, 62), (60, 70), (0, 66)],
            Spells = [new(360, 280, 6), new(280, 170, 35), new(170, 120, 7), new(120, 32, 35)],
            RenewalInDays = new(60, 200),
        },
        new("still onboarding", 14)
        {
            Risk = (Low, Medium),
            AgeDays = new(18, 27),
            Health = [(16, 55), (0, 63)],
            Spells = [new(18, 3, 5, ContactSentiment.Mixed)],
            ClosedTickets = new(0, 1),
            SponsorDaysAgo = new(4, 16),
            RenewalInDays = new(335, 350),
        },
        new("recovered", 14)
        {
            Risk = (Low, Low),
            Health = [(180, 68), (110, 38), (60, 52), (0, 78)],
            Spells = [new(360, 150, 12), new(120, 80, 6, ContactSentiment.Bad), new(80, 2, 7)],
            ClosedTickets = new(4, 9),
            SponsorDaysAgo = new(5, 25),
        },
        new("expansion candidate", 24)
        {
            Risk = (Low, Low),
            Health = [(180, 76), (0, 88)],
            Spells = [new(360, 2, 8)],
            OpenDeals = new(1, 2),
            DealChance = new(40, 80),
            SponsorDaysAgo = new(3, 30),
        },
        new("healthy and growing", 50)
        {
            Risk = (Low, Low),
            Health = [(180, 78), (0, 86)],
            Spells = [new(360, 2, 9)],
            OpenDeals = new(0, 1),
        },
        new("steady routine", 42)
        {
            Risk = (Low, Low),
            Health = [(180, 72), (0, 73)],
            Spells = [new(360, 4, 15)],
            OpenTickets = new(0, 1),
            RenewalInDays = new(45, 360),
        },
    ];
}
