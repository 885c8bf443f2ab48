using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>The activities of an account that took place.</summary>
internal static class HeldActivities
{
    /// <summary>Activities that took place up to an instant, oldest first.</summary>
    /// <param name="notHeld">Number of activities dated up to the instant that did not take place.</param>
    /// <param name="meetingAt">Date of the last meeting, call or demo; null if there is none.</param>
    public static List<Activity> Of(
        IReadOnlyList<Activity> activities,
        DateTimeOffset asOf,
        out int notHeld,
        out DateTimeOffset? meetingAt
    )
    {
        var held = new List<Activity>(activities.Count);
        notHeld = 0;
        meetingAt = null;
        var sorted = true;
        foreach (var activity in activities)
        {
            if (activity.Date > asOf)
            {
                continue;
            }

            if (activity.Status is not (null or ActivityStatus.Completed))
            {
                notHeld++;
                continue;
            }

            sorted &= held.Count == 0 || held[^1].Date <= activity.Date;
            held.Add(activity);
            if (!(activity.Date <= meetingAt) && ActivityWords.Kind(activity.Type) == ActivityKind.Meeting)
            {
                meetingAt = activity.Date;
            }
        }

        if (!sorted)
        {
            held.Sort(static (a, b) => a.Date.CompareTo(b.Date));
        }

        return held;
    }
}
