using CsMl.Core.Accounts;
using CsMl.Local.Sample;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>
/// Believable accounts made from a seed, from those of which nothing is known to crowded ones: every kind of driver,
/// with people, subjects and titles as a CRM holds them, hostile ones among them.
/// </summary>
internal static class ReviewedAccounts
{
    private static readonly double[] Gaps = [2, 5, 7, 14, 30, 45, 90];
    private static readonly double[] Silences = [0.2, 0.5, 0.9, 1.3, 2, 4];
    private static readonly int?[] Renewals = [null, -90, -12, 0, 1, 6, 20, 34, 60, 110, 200];
    private static readonly string?[] Roles = [null, "CEO", "VP Sales", "Executive sponsor", "Admin", "Team lead"];
    private static readonly string?[] Priorities = [null, "LOW", "high", "URGENT", "P1"];
    private static readonly string?[] TicketStates = [null, "open", "resolved"];

    private static readonly string?[] Subjects =
    [
        "SSO login fails",
        "Export is 3 hours late",
        "Cannot add users after the 2.4 update",
        "Re: invoice 4711, wrong amount",
        "Dashboard doesn't load",
        "See https://evil.example/pay now",
        "<img src=x> urgent",
        "A subject that goes on and on, as those of forwarded mails do, far past what a list can show",
        "  ",
        null,
    ];

    private static readonly string?[] Deals = ["50 more seats", "Upgrade to Gold", "Second site", null];
    private static readonly string[] Titles = ["Send the success plan", "Prepare the business review", "Call them"];

    public static AccountFacts Make(int seed, DateTimeOffset now)
    {
        var r = new Random(seed);
        var facts = Some.Account($"a{seed}") with { Name = InventedNames.Company(seed) };
        if (r.Next(16) == 0)
        {
            return facts;
        }

        var much = r.Next(5) > 0;
        var history = much || r.Next(2) == 0 ? Health(r, now) : [];
        return facts with
        {
            Type = r.Next(25) == 0 ? AccountType.Churned : AccountType.Customer,
            CreatedAt = r.Next(4) == 0 ? null : now.AddDays(-r.Next(20, 1_500)),
            RenewalDate = Pick(r, Renewals) is { } days ? now.AddDays(days) : null,
            HealthHistory = history,
            HealthScore =
                history.Count > 0 ? null
                : r.Next(4) == 0 ? Score(r)
                : null,
            Activities = much || r.Next(2) == 0 ? Activities(r, now) : [],
            Tickets = List(r, 4, () => Ticket(r, now)),
            Ctas = List(r, 3, () => Cta(r, now)),
            Opportunities = List(r, 3, () => Opportunity(r)),
            Contacts = List(r, 4, () => Contact(r, seed, now)),
        };
    }

    private static IReadOnlyList<HealthSnapshot> Health(Random r, DateTimeOffset now)
    {
        var (score, step, noise) = (20 + 75 * r.NextDouble(), r.Next(-9, 7), r.Next(1, 9));
        var (every, count) = (Pick(r, [7, 14, 30]), r.Next(1, 12));
        var jump = r.Next(4) == 0 ? r.Next(count) : -1;
        var snapshots = new List<HealthSnapshot>(count);
        for (var i = 0; i < count; i++)
        {
            score = Math.Clamp(
                score + step * every / 30.0 + noise * (r.NextDouble() - 0.5) - (i == jump ? 28 : 0),
                0,
                100
            );
            var shown = Math.Round(score, 1);
            snapshots.Add(
                new HealthSnapshot(
                    now.AddDays(-2 - every * (count - 1 - i)),
                    shown,
                    Math.Round(Math.Clamp(score + 12, 0, 100), 1),
                    Math.Round(Math.Clamp(score - 9, 0, 100), 1),
                    r.Next(3) == 0 ? null : Math.Round(Math.Clamp(score + noise, 0, 100), 1),
                    null
                )
            );
        }

        return snapshots;
    }

    private static IReadOnlyList<Activity> Activities(Random r, DateTimeOffset now)
    {
        var gap = Pick(r, Gaps);
        var mood = r.Next(4);
        var at = gap * Pick(r, Silences);
        var activities = new List<Activity>();
        for (var count = r.Next(1, 30); count > 0 && at < 700; count--)
        {
            activities.Add(
                new Activity(
                    null,
                    Pick(r, ["EMAIL", "EMAIL", "MEETING", "CALL"]),
                    now.AddDays(-at),
                    r.Next(12) == 0 ? ActivityStatus.NoShow : ActivityStatus.Completed,
                    r.Next(3) == 0 ? null
                        : r.Next(4) == 0 ? (Sentiment)r.Next(3)
                        : (Sentiment)Math.Min(2, mood),
                    null
                )
            );
            at += gap * (0.5 + r.NextDouble());
        }

        return activities;
    }

    private static Ticket Ticket(Random r, DateTimeOffset now) =>
        new(null, now.AddDays(-r.Next(1, 120)), null, Pick(r, TicketStates), Pick(r, Priorities), Pick(r, Subjects));

    private static Cta Cta(Random r, DateTimeOffset now) =>
        Some.Cta(0, (CtaStatus)r.Next(5)) with
        {
            Title = Pick(r, Titles),
            CreatedAt = now.AddDays(-r.Next(20, 90)),
            DueDate = now.AddDays(r.Next(-30, 20)),
        };

    private static Opportunity Opportunity(Random r) =>
        new(
            Pick(r, Deals),
            null,
            r.Next(4) == 0 ? null : 500 * r.Next(1, 200),
            r.Next(4) == 0 ? null : r.Next(5, 95),
            null,
            r.Next(3) == 0 ? OpportunityStatus.Lost : OpportunityStatus.Open
        );

    private static Contact Contact(Random r, int seed, DateTimeOffset now) =>
        new(
            r.Next(9) == 0 ? null : InventedNames.Person(seed, r.Next(20)),
            Pick(r, Roles),
            r.Next(6) == 0 ? null : now.AddDays(-r.Next(1, 150))
        );

    private static double Score(Random r) => Math.Round(100 * r.NextDouble(), 1);

    private static IReadOnlyList<T> List<T>(Random r, int most, Func<T> make) =>
        [.. Enumerable.Range(0, r.Next(2) == 0 ? 0 : r.Next(most + 1)).Select(_ => make())];

    private static T Pick<T>(Random r, T[] of) => of[r.Next(of.Length)];
}
