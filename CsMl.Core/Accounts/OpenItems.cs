using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>Selects the tickets, CTAs and opportunities of an account that are open at an instant.</summary>
internal static class OpenItems
{
    /// <summary>A deal without a status is no longer open this many days after its expected close date.</summary>
    private const int ForgottenDealDays = 90;

    /// <summary>Tickets open at an instant, oldest first.</summary>
    public static IReadOnlyList<Ticket> Of(IReadOnlyList<Ticket> tickets, DateTimeOffset asOf)
    {
        List<Ticket>? open = null;
        foreach (var ticket in tickets)
        {
            // The date decides. The status counts only if there is no date, because it is today's status and not the
            // one at asOf. An unknown word is not trouble.
            var closed = ticket.ClosedAt is { } at
                ? at <= asOf
                : ticket.Status is not null && TicketWords.Of(ticket.Status) != TicketState.Open;
            if (ticket.CreatedAt <= asOf && !closed)
            {
                (open ??= []).Add(ticket);
            }
        }

        open?.Sort(static (a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        return (IReadOnlyList<Ticket>?)open ?? [];
    }

    /// <summary>Number of open CTAs made by people, and how many of them are past their due day (UTC).</summary>
    public static (int Open, int Overdue) Count(IReadOnlyList<Cta> ctas, DateTimeOffset asOf)
    {
        var open = 0;
        var overdue = 0;
        foreach (var cta in ctas)
        {
            open += IsOpen(cta, asOf) ? 1 : 0;
            overdue += IsOverdue(cta, asOf) ? 1 : 0;
        }

        return (open, overdue);
    }

    /// <summary>True for an open CTA made by people whose due day (UTC) has passed.</summary>
    public static bool IsOverdue(Cta cta, DateTimeOffset asOf) =>
        IsOpen(cta, asOf) && cta.DueDate?.UtcDateTime.Date < asOf.UtcDateTime.Date;

    /// <summary>
    /// CTAs made by this app follow from its own predictions, so they are not evidence for the next prediction.
    /// </summary>
    private static bool IsOpen(Cta cta, DateTimeOffset asOf) =>
        cta.IsOpen && !cta.IsAutomated && !(cta.CreatedAt > asOf);

    /// <summary>Opportunities that are open at an instant.</summary>
    public static IReadOnlyList<Opportunity> Of(IReadOnlyList<Opportunity> opportunities, DateTimeOffset asOf)
    {
        List<Opportunity>? open = null;
        foreach (var opportunity in opportunities)
        {
            if (opportunity.Status is { } status ? status == OpportunityStatus.Open : SeemsOpen(opportunity, asOf))
            {
                (open ??= []).Add(opportunity);
            }
        }

        return (IReadOnlyList<Opportunity>?)open ?? [];
    }

    /// <summary>
    /// A deal without a status counts as closed by its stage ("Closed Won") or by a close date long past.
    /// </summary>
    private static bool SeemsOpen(Opportunity opportunity, DateTimeOffset asOf) =>
        !(opportunity.ExpectedCloseDate < asOf.AddDays(-ForgottenDealDays))
        && DealWords.Of(opportunity.Stage) is null or OpportunityStatus.Open;
}
