using CsMl.Core.Accounts;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>The facts of an account, counted by other means than the app's own.</summary>
internal static class CountedFacts
{
    public static List<Activity> Held(AccountFacts facts) =>
        [
            .. facts
                .Activities.Where(a => a.Date <= Some.Now && a.Status is null or ActivityStatus.Completed)
                .Where(a => a.Date <= Some.Now),
        ];

    /// <summary>Those that are no note of our own; the random accounts have no other kind of its own.</summary>
    public static List<Activity> Contacts(AccountFacts facts) => Held(facts).FindAll(a => a.Type != "NOTE");

    public static List<Activity> Meetings(AccountFacts facts) =>
        Held(facts).FindAll(a => a.Type is "MEETING" or "meeting" or "CALL" or "DEMO");

    /// <summary>The last contact of each visit in the five years up to the last contact, newest first.</summary>
    public static List<DateTimeOffset> Visits(AccountFacts facts, List<Activity> activities)
    {
        var from = Contacts(facts).Max(a => a.Date).AddDays(-5 * 365);
        var visits = new List<DateTimeOffset>();
        foreach (var date in activities.Select(a => a.Date).Where(d => d >= from).OrderDescending())
        {
            var isOfLastVisit = visits.Count > 0 && date.UtcDateTime.Date.AddDays(3) >= visits[^1].UtcDateTime.Date;
            if (!isOfLastVisit)
            {
                visits.Add(date);
            }
        }

        return visits;
    }

    public static double MeanGap(List<DateTimeOffset> visits) =>
        (visits[0] - visits[^1]).TotalDays / (visits.Count - 1);

    /// <summary>Of two dates the later one if it is not past; else the account's own.</summary>
    public static DateTimeOffset? RenewalDate(AccountFacts facts)
    {
        DateTimeOffset[] known =
        [
            .. new[] { facts.RenewalDate, facts.Subscription?.RenewalDate }.OfType<DateTimeOffset>(),
        ];
        return known.Length == 0 ? null
            : known.Max().UtcDateTime.Date >= Some.Now.UtcDateTime.Date ? known.Max()
            : known[0];
    }

    public static List<HealthSnapshot> Known(AccountFacts facts, int daysBack) =>
        [
            .. facts
                .HealthHistory.Where(s =>
                    s.Date <= Some.Now && s.Date >= Some.DaysAgo(daysBack) && s.OverallScore is not null
                )
                .OrderBy(s => s.Date),
        ];

    /// <summary>The last of those within 20 hours of the first that is not yet in a day.</summary>
    public static List<HealthSnapshot> Daily(AccountFacts facts)
    {
        var rest = Known(facts, 90);
        var daily = new List<HealthSnapshot>();
        while (rest.Count > 0)
        {
            var day = rest.FindAll(s => s.Date < rest[0].Date.AddHours(20));
            daily.Add(day[^1]);
            rest = rest[day.Count..];
        }

        return daily;
    }

    public static int Ago(DateTimeOffset date) => (int)(Some.Now - date).TotalDays;

    public static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
