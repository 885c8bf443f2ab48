using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// Open support tickets; urgent and old ones weigh more. The absence of open tickets does not reassure.
/// </summary>
internal static class UnresolvedTickets
{
    public static readonly Rule Rule = new(
        nameof(UnresolvedTickets),
        WhenWorse: "more trouble with support tickets",
        WhenBetter: "less trouble with support tickets",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const double PerTicket = 0.15;
    private const double PerUrgent = 0.25;
    private const double PerMonthOfOldest = 0.10;
    private const double Most = 1.2;
    private const double DaysPerMonth = 30;

    private static Finding? Evaluate(Signals s)
    {
        if (s.OpenTickets.Count == 0)
        {
            return null;
        }

        var urgent = 0;
        foreach (var ticket in s.OpenTickets)
        {
            urgent += TicketWords.Urgency(ticket.Priority) == TicketUrgency.Urgent ? 1 : 0;
        }

        var oldest = (s.AsOf - s.OpenTickets[0].CreatedAt).TotalDays;
        var weight =
            PerTicket * s.OpenTickets.Count
            + PerUrgent * urgent
            + PerMonthOfOldest * Math.Min(3, oldest / DaysPerMonth);
        var tickets = FormatCount.Of(s.OpenTickets.Count, "unresolved support ticket");
        var open = $"{FormatCount.Of((int)oldest, "day")}, since {FormatDate.Of(s.OpenTickets[0].CreatedAt)}";
        return new Finding(
            Rule.Name,
            Math.Min(Most, weight),
            "Support tickets",
            $"{s.OpenTickets.Count} open",
            "none open",
            Trend.Worsening,
            (s.OpenTickets.Count, urgent) switch
            {
                (1, 0) => $"{tickets}, open for {open}",
                (1, _) => $"{tickets}, of high priority and open for {open}",
                (_, 0) => $"{tickets}, the oldest open for {open}",
                (var all, var some) when all == some =>
                    $"{tickets}, {(all == 2 ? "both" : "all")} of high priority, the oldest open for {open}",
                _ => $"{tickets}, {urgent} of them of high priority, the oldest open for {open}",
            },
            AdviceTable.OpenTickets
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) =>
        FormatCount.Of(RuleReach.AtLeast(logOdds / (PerTicket + PerUrgent)), "open ticket") + " of high priority";
}
