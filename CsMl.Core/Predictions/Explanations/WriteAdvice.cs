using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;
using CsMl.Core.Health;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Writes actions for one account: chooses the case of an advice and replaces its placeholders by people, things and
/// dates. <c>{senior}</c> is the sponsor or the most senior contact, <c>{main}</c> the contact last in touch,
/// <c>{by}</c> the day by when, <c>{renewal}</c> the renewal date, <c>{drop}</c> the day of the steepest fall of the
/// health score, <c>{ticket}</c>, <c>{task}</c> and <c>{deal}</c> the most pressing open ticket, overdue CTA and
/// opportunity.
/// </summary>
/// <param name="risk">Category of the prediction.</param>
internal sealed class WriteAdvice(Signals s, RiskCategory risk)
{
    private const int SubjectLength = 60;
    private const string ByWhen = "{by}";

    private readonly NamedContacts _contacts = NamedContacts.Of(s);

    /// <summary>The risk that actions follow from: at least high for an account that said that it leaves.</summary>
    public static RiskCategory RiskOf(Signals signals, RiskCategory category) =>
        signals.Lifecycle == Lifecycle.Notice && category < RiskCategory.High ? RiskCategory.High : category;

    /// <param name="step">How pressing the action is: at most as the risk itself.</param>
    public (string Action, Degree Effort) Of(Advice advice, RiskCategory step)
    {
        foreach (var special in advice.Cases)
        {
            if (special.Fits(s, step, _contacts.Senior is not null))
            {
                return (Fill(special.Action, step), special.Effort ?? advice.Effort);
            }
        }

        return (Fill(advice.Action, step), advice.Effort);
    }

    /// <summary>
    /// The day by when, in words. A low risk sets no date of its own, so half of the time to the renewal, or to the end of the contract, is left for
    /// what comes up.
    /// </summary>
    public string By(RiskCategory step)
    {
        var contractEnd = s.Lifecycle == Lifecycle.Notice ? s.ContractEnd : s.RenewalDate;
        var end = contractEnd;
        if (risk == RiskCategory.Low && end > s.AsOf)
        {
            end = s.AsOf + (end - s.AsOf) / 2;
        }

        var due = DueDate.Of(s.AsOf, step.Urgency().DueDays(), end);
        // On the weekend of the renewal itself the Monday after would be too late.
        return FormatDate.Of(
            contractEnd is { } last && last.UtcDateTime.Date >= s.AsOf.UtcDateTime.Date && last < due ? last : due
        );
    }

    /// <summary>An action without a day gets it at its end.</summary>
    public string Fill(string action, RiskCategory step)
    {
        var template = action.Contains(ByWhen, StringComparison.Ordinal) ? action : $"{action} (by {ByWhen})";
        var text = new StringBuilder(160);
        for (var at = 0; at < template.Length; )
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                return text.Append(template, at, template.Length - at).ToString();
            }

            var value = Value(template[(open + 1)..close], step);
            text.Append(template, at, open - at).Append(value);
            at = close + 1;
            // A role is set off by commas: Kim Berg, CEO, by 4 March 2026.
            if (value == _contacts.Senior || value == _contacts.Main)
            {
                var goesOn = at < template.Length && template[at] == ' ';
                text.Append(goesOn && value.Contains(", ", StringComparison.Ordinal) ? "," : "");
            }
        }

        return text.ToString();
    }

    private string Value(string placeholder, RiskCategory step) =>
        placeholder switch
        {
            "by" => By(step),
            "senior" => _contacts.Senior ?? _contacts.Main ?? "the executive sponsor",
            "main" => _contacts.Main ?? "the main contact",
            "renewal" => FormatDate.Of(s.RenewalDate!.Value),
            "drop" => FormatDate.Of(HealthDrops.SteepestOpen(s.Health)!.Value.At),
            "ticket" => Ticket(),
            "task" => Task(),
            "deal" => Deal(),
            _ => throw new ArgumentException($"{placeholder} is no placeholder of an advice", nameof(placeholder)),
        };

    private string Ticket()
    {
        var ticket = s
            .OpenTickets.OrderByDescending(t => TicketWords.Urgency(t.Priority) == TicketUrgency.Urgent)
            .ThenBy(t => t.CreatedAt)
            .ThenBy(t => t.Subject, StringComparer.Ordinal)
            .First();
        return Named(
            "the open ticket",
            ticket.Subject,
            $"the ticket open since {FormatDate.Of(ticket.CreatedAt)}",
            s.OpenTickets.Count
        );
    }

    private string Task()
    {
        var task = s
            .Facts.Ctas.Where(cta => OpenItems.IsOverdue(cta, s.AsOf))
            .OrderBy(cta => cta.DueDate)
            .ThenBy(cta => cta.Title, StringComparer.Ordinal)
            .First();
        return Named(
            "the overdue CTA",
            task.Title,
            $"the CTA that was due on {FormatDate.Of(task.DueDate!.Value)}",
            s.OverdueCtas
        );
    }

    private string Deal()
    {
        var count = s.OpenOpportunities.Count;
        var named = s
            .OpenOpportunities.Where(deal => PlainWords.Of(deal.Name, SubjectLength) is not null)
            .OrderByDescending(deal => deal.Amount ?? 0)
            .ThenBy(deal => deal.Name, StringComparer.Ordinal);
        var otherwise = count == 1 ? "the open opportunity" : $"the {count} open opportunities";
        return named.FirstOrDefault() is { } deal ? Named("the opportunity", deal.Name, otherwise, count) : otherwise;
    }

    private static string Named(string what, string? name, string otherwise, int count)
    {
        var one = PlainWords.Of(name, SubjectLength) is { } words ? $"{what} '{words}'" : otherwise;
        return count == 1 ? one : $"{one} and {FormatCount.Of(count - 1, "other")}";
    }
}
