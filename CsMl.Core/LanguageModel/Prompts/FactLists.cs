using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// The lists of an account's facts. Items dated after the instant are left out, because they had not happened yet.
/// </summary>
internal static class FactLists
{
    private const int LongText = 160;
    private const int ShortWord = 30;
    private const int Role = 60;

    private const int MostSnapshots = 30;
    private const int MostActivities = 60;
    private const int MostOthers = 20;

    public static IReadOnlyList<FactList> Of(Signals signals, FactTexts texts) =>
        [
            Snapshots(signals),
            Activities(signals, texts),
            Tickets(signals, texts),
            Opportunities(signals, texts),
            Contacts(signals, texts),
            Tasks(signals, texts),
        ];

    private static FactList Snapshots(Signals s)
    {
        HealthSnapshot[] snapshots =
        [
            .. s.Facts.HealthHistory.Where(h => h.Date <= s.AsOf).OrderByDescending(static h => h.Date),
        ];
        return new FactList(
            "healthHistory",
            snapshots.Length,
            MostSnapshots,
            (json, i) =>
            {
                var snapshot = snapshots[i];
                json.WriteStartObject();
                json.WriteNumber("daysAgo", s.DaysAgo(snapshot.Date));
                json.WriteOptional("overall", snapshot.OverallScore);
                json.WriteOptional("usage", snapshot.UsageScore);
                json.WriteOptional("support", snapshot.SupportScore);
                json.WriteOptional("engagement", snapshot.EngagementScore);
                json.WriteOptional("sentiment", snapshot.SentimentScore);
                json.WriteEndObject();
            }
        );
    }

    private static FactList Activities(Signals s, FactTexts texts)
    {
        Activity[] activities =
        [
            .. s.Facts.Activities.Where(a => a.Date <= s.AsOf).OrderByDescending(static a => a.Date),
        ];
        return new FactList(
            "activities",
            activities.Length,
            MostActivities,
            (json, i) =>
            {
                var activity = activities[i];
                json.WriteStartObject();
                json.WriteNumber("daysAgo", s.DaysAgo(activity.Date));
                json.WriteOptional("type", texts.Of(activity.Type, ShortWord));
                json.WriteOptional(
                    "status",
                    activity.Status is null or ActivityStatus.Completed ? null : LowerCase.Of(activity.Status)
                );
                json.WriteOptional("sentiment", LowerCase.Of(activity.Sentiment));
                json.WriteOptional("subject", texts.Of(activity.Subject, LongText));
                json.WriteEndObject();
            }
        );
    }

    /// <summary>Open tickets first, then solved ones; each newest first.</summary>
    private static FactList Tickets(Signals s, FactTexts texts)
    {
        var open = s.OpenTickets.ToHashSet(ReferenceEqualityComparer.Instance);
        Ticket[] tickets =
        [
            .. s
                .Facts.Tickets.Where(t => t.CreatedAt <= s.AsOf)
                .OrderByDescending(open.Contains)
                .ThenByDescending(static t => t.CreatedAt),
        ];
        return new FactList(
            "tickets",
            tickets.Length,
            MostOthers,
            (json, i) =>
            {
                var ticket = tickets[i];
                json.WriteStartObject();
                json.WriteBoolean("open", open.Contains(ticket));
                json.WriteNumber("openedDaysAgo", s.DaysAgo(ticket.CreatedAt));
                json.WriteOptional("closedDaysAgo", ticket.ClosedAt <= s.AsOf ? s.DaysAgo(ticket.ClosedAt) : null);
                json.WriteOptional("priority", texts.Of(ticket.Priority, ShortWord));
                json.WriteOptional("subject", texts.Of(ticket.Subject, LongText));
                json.WriteEndObject();
            }
        );
    }

    private static FactList Opportunities(Signals s, FactTexts texts)
    {
        var open = s.OpenOpportunities.ToHashSet(ReferenceEqualityComparer.Instance);
        Opportunity[] opportunities = [.. s.Facts.Opportunities.OrderByDescending(open.Contains)];
        return new FactList(
            "opportunities",
            opportunities.Length,
            MostOthers,
            (json, i) =>
            {
                var deal = opportunities[i];
                json.WriteStartObject();
                json.WriteBoolean("open", open.Contains(deal));
                json.WriteOptional("name", texts.Of(deal.Name, LongText));
                json.WriteOptional("stage", texts.Of(deal.Stage, ShortWord));
                json.WriteOptional("status", LowerCase.Of(deal.Status));
                json.WriteOptional("amount", deal.Amount);
                json.WriteOptional("chancePercent", deal.Probability);
                json.WriteOptional("closesInDays", -s.DaysAgo(deal.ExpectedCloseDate));
                json.WriteEndObject();
            }
        );
    }

    private static FactList Contacts(Signals s, FactTexts texts)
    {
        Contact[] contacts =
        [
            .. s.Facts.Contacts.OrderByDescending(c => c.LastContactAt <= s.AsOf ? c.LastContactAt : null),
        ];
        return new FactList(
            "contacts",
            contacts.Length,
            MostOthers,
            (json, i) =>
            {
                var contact = contacts[i];
                json.WriteStartObject();
                json.WriteOptional(
                    "name",
                    contact.Name is { } name ? texts.Name(name, Placeholder.Person, Role) : null
                );
                json.WriteOptional("role", texts.Of(contact.Role, Role));
                json.WriteOptional(
                    "lastContactDaysAgo",
                    contact.LastContactAt <= s.AsOf ? s.DaysAgo(contact.LastContactAt) : null
                );
                json.WriteEndObject();
            }
        );
    }

    /// <summary>
    /// CTAs made by people. CTAs made by this app follow from its own predictions and would make a model confirm them.
    /// </summary>
    private static FactList Tasks(Signals s, FactTexts texts)
    {
        Cta[] tasks =
        [
            .. s
                .Facts.Ctas.Where(c => !c.IsAutomated && !(c.CreatedAt > s.AsOf))
                .OrderByDescending(static c => c.IsOpen)
                .ThenByDescending(static c => c.CreatedAt),
        ];
        return new FactList(
            "tasks",
            tasks.Length,
            MostOthers,
            (json, i) =>
            {
                var task = tasks[i];
                json.WriteStartObject();
                json.WriteBoolean("open", task.IsOpen);
                json.WriteString("kind", LowerCase.Of(task.Type));
                json.WriteString("priority", LowerCase.Of(task.Priority));
                json.WriteOptional("title", texts.Of(task.Title, LongText));
                json.WriteOptional("dueInDays", -s.DaysAgo(task.DueDate));
                json.WriteOptional("outcome", LowerCase.Of(task.Outcome));
                json.WriteEndObject();
            }
        );
    }
}
