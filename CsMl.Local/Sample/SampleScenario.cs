using CsMl.Core.Predictions;

namespace CsMl.Local.Sample;

/// <summary>
/// The history of one kind of account in numbers. Days count back from now. Each account draws its own value from a
/// range.
/// </summary>
internal sealed record SampleScenario(string Name, int Accounts)
{
    /// <summary>The expected risk categories, from lowest to highest.</summary>
    public required (RiskCategory Least, RiskCategory Most) Risk { get; init; }

    /// <summary>Age of the customer relationship in days.</summary>
    public Range AgeDays { get; init; } = new(400, 1500);

    /// <summary>
    /// Points of the health score, oldest first, with linear interpolation and a little noise between them.
    /// </summary>
    public required IReadOnlyList<(int DaysAgo, double Score)> Health { get; init; }

    /// <summary>Its contact phases, oldest first.</summary>
    public required IReadOnlyList<ContactPhase> Spells { get; init; }

    public Range OpenTickets { get; init; }

    public Range ClosedTickets { get; init; } = new(0, 4);

    /// <summary>Age of the open tickets in days.</summary>
    public Range TicketDaysAgo { get; init; } = new(2, 20);

    /// <summary>Share of the open tickets that are urgent, 0–1.</summary>
    public double UrgentShare { get; init; }

    /// <summary>Days since the last contact of the executive sponsor.</summary>
    public Range SponsorDaysAgo { get; init; } = new(5, 40);

    public Range RenewalInDays { get; init; } = new(130, 360);

    public Range OpenDeals { get; init; }

    /// <summary>Chance of winning an open deal, in percent.</summary>
    public Range DealChance { get; init; } = new(20, 60);

    public Range OverdueCtas { get; init; }

    /// <summary>The status of the subscription.</summary>
    public string SubscriptionStatus { get; init; } = "ACTIVE";
}
