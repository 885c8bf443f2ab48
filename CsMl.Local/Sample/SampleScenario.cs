using CsMl.Core.Predictions;

namespace CsMl.Local.Sample;

/// <summary>
/// What happened to one kind of account, in numbers a person would tell it with. Days count back from now; where a
/// range stands, each account draws its own value from it.
/// </summary>
internal sealed record SampleScenario(string Name, int Accounts)
{
    /// <summary>Risk that a reader of the story would expect, from the least to the most.</summary>
    public required (RiskCategory Least, RiskCategory Most) Risk { get; init; }

    /// <summary>How long it has been a customer.</summary>
    public Range AgeDays { get; init; } = new(400, 1500);

    /// <summary>Corner points of the health score, oldest first; in between it runs straight, with a little noise.</summary>
    public required IReadOnlyList<(int DaysAgo, double Score)> Health { get; init; }

    /// <summary>How it was in touch, oldest first.</summary>
    public required IReadOnlyList<ContactPhase> Spells { get; init; }

    public Range OpenTickets { get; init; }

    public Range ClosedTickets { get; init; } = new(0, 4);

    /// <summary>The age of the open tickets.</summary>
    public Range TicketDaysAgo { get; init; } = new(2, 20);

    /// <summary>Share of the open tickets that are urgent, 0–1.</summary>
    public double UrgentShare { get; init; }

    /// <summary>When the executive sponsor was last in touch.</summary>
    public Range SponsorDaysAgo { get; init; } = new(5, 40);

    public Range RenewalInDays { get; init; } = new(130, 360);

    public Range OpenDeals { get; init; }

    /// <summary>Chance of winning an open deal, in percent.</summary>
    public Range DealChance { get; init; } = new(20, 60);

    public Range OverdueCtas { get; init; }

    /// <summary>What the subscription's status says.</summary>
    public string SubscriptionStatus { get; init; } = "ACTIVE";
}
