using CsMl.Core.Accounts;
using Xunit.Sdk;

namespace CsMl.Tests;

/// <summary>
/// Accounts of every kind, from empty to crowded, made from a seed: scores at the edges, unsorted lists, past and
/// future dates, unknown roles and states. A property that fails names the seed that broke it.
/// </summary>
internal static class RandomAccounts
{
    public const int Many = 1_000;

    private static readonly string[] Types = ["EMAIL", "MEETING", "CALL", "NOTE", "meeting", "Webinar", "DEMO"];
    private static readonly string?[] Priorities = [null, "LOW", "high", "URGENT", "P1", "whatever"];
    private static readonly string?[] TicketStates = [null, "open", "CLOSED", "resolved", "waiting"];
    private static readonly string?[] Roles = [null, "Admin", "CEO", "VP Sales", "Executive sponsor", "Student"];
    private static readonly string?[] Plans = [null, "active", "ACTIVE", "trial", "cancelled"];

    /// <summary>Checks a property on many accounts; the random source is for what the property itself chooses.</summary>
    public static void Check(Action<AccountFacts, Random> property, int count = Many)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var facts = Make(random);
            try
            {
                property(facts, random);
            }
            catch (Exception e)
            {
                throw new XunitException($"With the account of seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>One that can still leave.</summary>
    public static AccountFacts MakeCustomer(Random random)
    {
        while (true)
        {
            var facts = Make(random);
            if (DeriveLifecycle.Of(facts, RetentionOutcomes.None, Some.Now).IsCustomer)
            {
                return facts;
            }
        }
    }

    public static AccountFacts Make(Random random)
    {
        var r = random;
        return Some.Account() with
        {
            Type = Maybe(r, 0.5, () => r.Next(12) == 0 ? AccountType.Churned : AccountType.Customer),
            CreatedAt = Maybe(r, 0.6, () => Date(r, 1_200, 0)),
            HealthScore = Maybe(r, 0.5, () => Score(r)),
            RenewalDate = Maybe(r, 0.5, () => Date(r, 120, 400)),
            Archived = r.Next(40) == 0,
            HealthHistory = List(r, 14, () => Snapshot(r)),
            Activities = List(r, r.Next(4) == 0 ? 120 : 15, () => Activity(r)),
            Tickets = List(r, 6, () => Ticket(r)),
            Ctas = List(r, 5, () => Cta(r)),
            Opportunities = List(r, 4, () => Opportunity(r)),
            Contacts = List(r, 4, () => new Contact("Kim", Pick(r, Roles), Maybe(r, 0.8, () => Date(r, 300, 10)))),
            Subscription = Maybe(r, 0.5, () => Subscription(r)),
        };
    }

    public static IReadOnlyList<T> Shuffled<T>(IReadOnlyList<T> list, Random random)
    {
        var copy = list.ToArray();
        random.Shuffle(copy);
        return copy;
    }

    private static HealthSnapshot Snapshot(Random r) =>
        new(
            Date(r, 200, 20),
            Maybe(r, 0.9, () => Score(r)),
            Maybe(r, 0.7, () => Score(r)),
            Maybe(r, 0.7, () => Score(r)),
            Maybe(r, 0.7, () => Score(r)),
            Maybe(r, 0.4, () => Score(r))
        );

    private static Activity Activity(Random r) =>
        new(
            null,
            Pick(r, Types),
            Date(r, r.Next(3) == 0 ? 900 : 200, 30),
            Maybe(r, 0.4, () => (ActivityStatus)r.Next(6)),
            Maybe(r, 0.5, () => (Sentiment)r.Next(3)),
            null
        );

    private static Ticket Ticket(Random r) =>
        new(
            null,
            Date(r, 300, 10),
            Maybe(r, 0.4, () => Date(r, 200, 20)),
            Pick(r, TicketStates),
            Pick(r, Priorities),
            null
        );

    private static Cta Cta(Random r) =>
        Some.Cta(r.Next(-60, 60), (CtaStatus)r.Next(5), r.Next(3) == 0) with
        {
            CreatedAt = Maybe(r, 0.8, () => Date(r, 100, 10)),
            DueDate = Maybe(r, 0.8, () => Date(r, 60, 60)),
        };

    private static Opportunity Opportunity(Random r) =>
        new(
            "Deal",
            null,
            Maybe(r, 0.7, () => (decimal)r.Next(0, 200_000)),
            Maybe(r, 0.7, () => (double)r.Next(0, 101)),
            null,
            Maybe(r, 0.7, () => (OpportunityStatus)r.Next(3))
        );

    private static Subscription Subscription(Random r) =>
        new(null, null, Maybe(r, 0.5, () => Date(r, 100, 300)), null, null, "EUR", Pick(r, Plans))
        {
            EndDate = Maybe(r, 0.2, () => Date(r, 60, 300)),
            NoticeAt = Maybe(r, 0.2, () => Date(r, 100, 10)),
            CancelAtPeriodEnd = r.Next(8) == 0 ? r.Next(2) == 0 : null,
        };

    /// <summary>To the second, so that hardly two are the same.</summary>
    private static DateTimeOffset Date(Random r, int daysBack, int daysAhead) =>
        Some.Now.AddSeconds(r.Next(-daysBack * 86_400, daysAhead * 86_400 + 1));

    private static double Score(Random r) =>
        r.Next(8) switch
        {
            0 => 0,
            1 => 100,
            2 => 29.96 + 0.01 * r.Next(8),
            3 => 59.96 + 0.01 * r.Next(8),
            _ => Math.Round(r.NextDouble() * 100, 1),
        };

    private static IReadOnlyList<T> List<T>(Random r, int most, Func<T> make)
    {
        var list = new T[r.Next(3) == 0 ? 0 : r.Next(most + 1)];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = make();
        }

        return list;
    }

    private static T Pick<T>(Random r, T[] of) => of[r.Next(of.Length)];

    private static T? Maybe<T>(Random r, double chance, Func<T> make)
        where T : struct => r.NextDouble() < chance ? make() : null;

    private static Subscription? Maybe(Random r, double chance, Func<Subscription> make) =>
        r.NextDouble() < chance ? make() : null;
}
