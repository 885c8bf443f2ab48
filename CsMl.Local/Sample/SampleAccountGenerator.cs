using CsMl.Core.Accounts;

namespace CsMl.Local.Sample;

/// <summary>
/// Generates the facts of one account from its scenario. The random seed is the account's own number, so that an
/// account does not change when an earlier scenario gets one more account.
/// </summary>
internal sealed class SampleAccountGenerator(SampleScenario story, int id, DateTimeOffset now)
{
    private const int SnapshotEveryDays = 7;
    private const int MostSnapshotDays = 365;

    private readonly Random _random = new(id);

    public AccountFacts Tell()
    {
        var age = _random.Draw(story.AgeDays);
        var revenue = 1_000m * (6 + (int)(Math.Pow(_random.NextDouble(), 2) * 240));
        var renewal = At(-_random.Draw(story.RenewalInDays));
        var health = Health(Math.Min(age, MostSnapshotDays));
        var activities = Activities(age);
        var business = new SampleCrmDataGenerator(story, id, now, _random);
        return new AccountFacts
        {
            AccountId = $"{id}",
            Name = InventedNames.Company(id),
            Type = AccountType.Customer,
            OwnerId = $"csm-{id % 8 + 1}",
            CreatedAt = At(age),
            HealthScore = health[^1].OverallScore,
            AnnualRevenue = revenue,
            RenewalDate = renewal,
            HealthHistory = health,
            Activities = activities,
            Tickets = business.Tickets(age),
            Ctas = business.Ctas(),
            Opportunities = business.Opportunities(revenue),
            Contacts = Contacts(activities),
            Subscription = new Subscription(
                revenue switch
                {
                    < 20_000 => "Starter",
                    < 90_000 => "Business",
                    _ => "Enterprise",
                },
                At(age),
                renewal,
                revenue,
                Math.Round(revenue * (decimal)(0.95 + 0.1 * _random.NextDouble()), 2),
                "EUR",
                story.SubscriptionStatus
            ),
        };
    }

    private List<HealthSnapshot> Health(int from)
    {
        var first = Math.Min(from, Math.Max(story.Health[0].DaysAgo, 1));
        var offset = 3 * (_random.NextDouble() - 0.5);
        var list = new List<HealthSnapshot>();
        for (var day = first / SnapshotEveryDays * SnapshotEveryDays; day >= 0; day -= SnapshotEveryDays)
        {
            var score = Curve(day) + offset;
            list.Add(
                new HealthSnapshot(
                    At(day + 0.2),
                    Noisy(score, 2),
                    Noisy(score, 8),
                    Noisy(score, 8),
                    Noisy(score, 8),
                    Noisy(score, 8)
                )
            );
        }

        return list;
    }

    private double Curve(int day)
    {
        var corners = story.Health;
        for (var i = 1; i < corners.Count; i++)
        {
            var (from, to) = (corners[i - 1], corners[i]);
            if (day >= to.DaysAgo)
            {
                var way = Math.Min(1, (double)(from.DaysAgo - day) / (from.DaysAgo - to.DaysAgo));
                return from.Score + way * (to.Score - from.Score);
            }
        }

        return corners[^1].Score;
    }

    private List<Activity> Activities(int age)
    {
        var list = new List<Activity>();
        foreach (var spell in story.Spells)
        {
            var day = Math.Min(spell.FromDaysAgo, age) - spell.EveryDays * _random.NextDouble();
            while (day >= spell.ToDaysAgo)
            {
                list.Add(Activity(day, spell.Mood, list.Count));
                // Gaps are neither constant nor fully random: half to one and a half times the mean.
                day -= spell.EveryDays * (0.5 + _random.NextDouble());
            }
        }

        if (_random.Next(3) == 0)
        {
            list.Add(
                Activity(_random.Next(1, 20), ContactSentiment.Mixed, list.Count) with
                {
                    Status = ActivityStatus.Cancelled,
                    Sentiment = null,
                }
            );
        }

        if (_random.Next(2) == 0)
        {
            list.Add(
                Activity(-_random.Next(2, 20), ContactSentiment.Mixed, list.Count) with
                {
                    Status = ActivityStatus.Planned,
                    Sentiment = null,
                }
            );
        }

        return list;
    }

    private Activity Activity(double day, ContactSentiment mood, int number)
    {
        var (type, subject) = _random.Pick(SampleWords.Contacts);
        return new Activity($"a-{id}-{number + 1}", type, At(day), ActivityStatus.Completed, Sentiment(mood), subject);
    }

    private Sentiment? Sentiment(ContactSentiment mood)
    {
        var chance = _random.NextDouble();
        return (mood, chance) switch
        {
            (_, < 0.3) => null,
            (ContactSentiment.Good, < 0.65) => Core.Accounts.Sentiment.Positive,
            (ContactSentiment.Good, < 0.97) => Core.Accounts.Sentiment.Neutral,
            (ContactSentiment.Mixed, < 0.45) => Core.Accounts.Sentiment.Positive,
            (ContactSentiment.Mixed, < 0.85) => Core.Accounts.Sentiment.Neutral,
            (ContactSentiment.Bad, < 0.45) => Core.Accounts.Sentiment.Neutral,
            _ => Core.Accounts.Sentiment.Negative,
        };
    }

    private List<Contact> Contacts(List<Activity> activities)
    {
        var last = activities
            .Where(a => a.Status == ActivityStatus.Completed)
            .Select(a => a.Date)
            .DefaultIfEmpty(now)
            .Max();
        return
        [
            new(
                InventedNames.Person(id, 0),
                _random.Pick(SampleWords.SeniorRoles),
                At(_random.Draw(story.SponsorDaysAgo))
            ),
            .. Enumerable
                .Range(1, _random.Next(1, 4))
                .Select(i => new Contact(
                    InventedNames.Person(id, i),
                    _random.Pick(SampleWords.OtherRoles),
                    last.AddDays(-3 * (i - 1))
                )),
        ];
    }

    private double Noisy(double score, double most) =>
        Math.Round(Math.Clamp(score + most * (2 * _random.NextDouble() - 1), 1, 100), 1);

    private DateTimeOffset At(double daysAgo) => SampleClock.At(now, daysAgo);
}
