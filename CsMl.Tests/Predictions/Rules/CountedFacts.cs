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

    public static List<DateTimeOffset> FirstOfDays(IEnumerable<Activity> activities) =>
        [.. activities.GroupBy(a => a.Date.UtcDateTime.Date).Select(day => day.Min(a => a.Date)).Order()];

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
