namespace CsMl.Core.Accounts;

/// <summary>Counts the calendar days (UTC) on which an account was in contact.</summary>
public static class CountActiveDays
{
    /// <summary>Counts days with contacts after <paramref name="after"/> and up to <paramref name="upTo"/>.</summary>
    public static int Between(AccountFacts facts, DateTimeOffset after, DateTimeOffset upTo)
    {
        var days = new HashSet<DateTime>();
        foreach (var activity in facts.Activities)
        {
            if (activity.Date > after && activity.Date <= upTo && activity.IsContact)
            {
                days.Add(activity.Date.UtcDateTime.Date);
            }
        }

        return days.Count;
    }
}
