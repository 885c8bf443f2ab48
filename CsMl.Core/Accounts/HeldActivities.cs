using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>The activities of an account that took place up to an instant, oldest first.</summary>
/// <param name="All">Notes and tasks of our own included, which can tell a sentiment.</param>
/// <param name="NotHeld">Number of contacts dated up to the instant that did not take place.</param>
internal sealed record HeldActivities(List<Activity> All, int NotHeld)
{
    public List<Activity> Contacts => All.FindAll(static activity => activity.IsContact);

    public List<Activity> Meetings =>
        All.FindAll(static activity => ActivityWords.Kind(activity.Type) == ActivityKind.Meeting);

    public static HeldActivities Of(IReadOnlyList<Activity> activities, DateTimeOffset asOf)
    {
        var held = new List<Activity>(activities.Count);
        var notHeld = 0;
        var sorted = true;
        foreach (var activity in activities)
        {
            if (activity.Date > asOf)
            {
                continue;
            }

            if (!activity.IsHeld)
            {
                notHeld += ActivityWords.Kind(activity.Type) == ActivityKind.Own ? 0 : 1;
                continue;
            }

            sorted &= held.Count == 0 || held[^1].Date <= activity.Date;
            held.Add(activity);
        }

        if (!sorted)
        {
            held.Sort(static (a, b) => a.Date.CompareTo(b.Date));
        }

        return new HeldActivities(held, notHeld);
    }
}
