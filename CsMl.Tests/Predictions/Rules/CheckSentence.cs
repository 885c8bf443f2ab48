using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;
using static CsMl.Tests.Predictions.Rules.CountedFacts;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>Reads a rule's sentence back, and counts each number in it again from the facts.</summary>
internal static partial class CheckSentence
{
    public static bool IsTrue(Finding finding, AccountFacts facts) =>
        finding.Rule switch
        {
            nameof(SilenceAgainstRhythm) => Quiet(finding.Sentence, facts),
            nameof(LowHealth) => Level(finding.Sentence, facts),
            nameof(HealthTrend) => Movement(finding, facts),
            nameof(SuddenDrop) => Drop(finding.Sentence, facts),
            nameof(SustainedDecline) => Decline(finding.Sentence, facts),
            nameof(NegativeSentiment) => Feelings(finding.Sentence, facts),
            nameof(UnresolvedTickets) => Tickets(finding.Sentence, facts),
            nameof(NoExecutive) => Executive(finding.Sentence, facts),
            nameof(NoMeetings) => MeetingsLapsed(finding.Sentence, facts),
            nameof(RenewalNear) => Renewal(finding.Sentence, facts),
            nameof(OverdueCtas) => Overdue(finding.Sentence, facts),
            nameof(OpenOpportunities) => Deals(finding.Sentence, facts),
            nameof(EngagementChange) => Change(finding.Sentence, facts),
            nameof(AlreadyLeft) => Left(finding.Sentence, facts),
            nameof(NoticeGiven) => Notice(finding.Sentence, facts),
            _ => false,
        };

    private static bool Quiet(string sentence, AccountFacts facts)
    {
        var contacts = Contacts(facts);
        if (contacts.Count == 0)
        {
            var missed = facts.Activities.Count(a => a.Date <= Some.Now && a.Type != "NOTE");
            return sentence
                == $"No completed activity on record; {(missed == 1 ? "1 activity" : $"{missed} activities")} planned, cancelled or missed";
        }

        var all = Visits(facts, contacts);
        var visits = all[..Math.Max(all.Count(v => v >= all[0].AddDays(-365)), Math.Min(6, all.Count))];
        var since =
            Ago(all[0]) is var ago && ago == 0 ? "Last activity less than a day ago" : $"Last activity {Days(ago)} ago";
        if (!sentence.StartsWith(since, StringComparison.Ordinal))
        {
            return false;
        }

        return sentence[since.Length..] switch
        {
            "; the two years before were as quiet at this time" => WasQuiet(contacts, 1) && WasQuiet(contacts, 2),
            ", the only one on record" => visits.Count == 1,
            ", the later of only two on record" => visits.Count == 2,
            var rest => visits.Count > 2
                && rest.StartsWith(
                    (Some.Now - all[0]).TotalDays <= Math.Max(7, 1.15 * MeanGap(visits))
                        ? ", as usual: one "
                        : "; before that ",
                    StringComparison.Ordinal
                )
                && IsEvery(rest, MeanGap(visits)),
        };
    }

    /// <summary>No contact between the dates of the silence, so many years earlier, give or take a few weeks.</summary>
    private static bool WasQuiet(List<Activity> contacts, int years)
    {
        var (from, to) = (
            contacts.Max(a => a.Date).AddYears(-years).AddDays(21),
            Some.Now.AddYears(-years).AddDays(-14)
        );
        return !contacts.Exists(a => a.Date > from && a.Date < to);
    }

    private static bool IsEvery(string text, double gap) =>
        gap < 7 ? text.EndsWith("every few days on average", StringComparison.Ordinal) : IsAbout(text, gap);

    private static bool Level(string sentence, AccountFacts facts)
    {
        var score = facts.HealthScore ?? Known(facts, 100_000).Last().OverallScore!.Value;
        var shown = Numbers(sentence)[0];
        return Math.Abs(shown - score) <= 0.05001
            && sentence.Contains("below 30", StringComparison.Ordinal) == shown < 30
            && sentence.Contains("below the ordinary 60", StringComparison.Ordinal) == shown is >= 30 and < 60
            && sentence.Contains("below", StringComparison.Ordinal) == shown < 60;
    }

    private static bool Movement(Finding finding, AccountFacts facts)
    {
        var n = Numbers(finding.Sentence);
        var daily = Daily(facts);
        var falls = finding.Sentence.Contains("declining", StringComparison.Ordinal);
        var span = (daily[^1].Date - daily[0].Date).TotalDays;
        if (span < 28)
        {
            var (first, last) = (daily[0].OverallScore!.Value, daily[^1].OverallScore!.Value);
            return Math.Abs(n[0] - Math.Abs(last - first)) <= 0.0501
                && Math.Abs(n[1] - span) <= 0.501
                && Math.Abs(n[2] - first) < 0.0501
                && Math.Abs(n[3] - last) < 0.0501
                && last < first == finding.Sentence.Contains(" fell ", StringComparison.Ordinal);
        }

        return Math.Abs(n[0] - span) <= 0.501
            && n[1] >= 1
            && finding.LogOdds > 0 == falls
            && (
                n.Count == 2
                || (
                    (n[3] - n[2]) / (n[1] * span / 30 * (falls ? -1 : 1)) is > 0.45 and < 2.2
                    && Math.Abs(n[2] - daily[0].OverallScore!.Value) < 0.0501
                    && Math.Abs(n[3] - daily[^1].OverallScore!.Value) < 0.0501
                )
            );
    }

    private static bool Drop(string sentence, AccountFacts facts)
    {
        var n = Numbers(sentence);
        var daily = Daily(facts);
        return daily
            .Zip(daily.Skip(1))
            .Any(p =>
                sentence.EndsWith($"on {Day(p.Second.Date)}", StringComparison.Ordinal)
                && Math.Abs(p.First.OverallScore!.Value - n[1]) < 0.0501
                && Math.Abs(p.Second.OverallScore!.Value - n[2]) < 0.0501
                && Math.Abs(p.First.OverallScore!.Value - p.Second.OverallScore!.Value - n[0]) < 0.0501
                && p.First.OverallScore - p.Second.OverallScore > 15
            );
    }

    private static bool Decline(string sentence, AccountFacts facts)
    {
        var n = Numbers(sentence);
        var scores = Daily(facts).Select(s => s.OverallScore!.Value).ToList();
        var falls = (int)n[0];
        return falls >= 3
            && Enumerable
                .Range(0, Math.Max(0, scores.Count - falls))
                .Any(i =>
                    Math.Abs(scores[i] - n[1]) < 0.0501
                    && Math.Abs(scores[i + falls] - n[2]) < 0.0501
                    && Enumerable.Range(i, falls).All(k => scores[k + 1] < scores[k])
                    && (i == 0 || scores[i - 1] <= scores[i])
                    && (i + falls == scores.Count - 1 || scores[i + falls + 1] >= scores[i + falls])
                    && scores.Skip(i + falls).All(s => s < n[1])
                );
    }

    private static bool Feelings(string sentence, AccountFacts facts)
    {
        var held = Held(facts);
        var latest = held.Where(a => a.Sentiment is not null && a.Date >= held.Max(h => h.Date).AddDays(-90))
            .OrderByDescending(a => a.Date)
            .Take(10)
            .ToList();
        var (positive, negative) = (
            latest.Count(a => a.Sentiment == Sentiment.Positive),
            latest.Count(a => a.Sentiment == Sentiment.Negative)
        );
        var (count, word) = negative > positive ? (negative, "negative") : (positive, "positive");
        var (others, opposite) = negative > positive ? (positive, "positive") : (negative, "negative");
        return (negative > positive ? negative >= latest.Count / 3.0 : positive > latest.Count / 2.0)
            && sentence
                == (
                    latest.Count == 1 ? $"The only conversation with a known sentiment was {word}"
                    : count == latest.Count
                        ? $"The last {count} conversations with a known sentiment were {(count == 2 ? "both" : "all")} {word}"
                    : $"{count} of the last {latest.Count} conversations with a known sentiment {(count == 1 ? "was" : "were")} {word}"
                        + (others == 0 ? "" : $", {others} {opposite}")
                );
    }

    private static bool Tickets(string sentence, AccountFacts facts)
    {
        string[] done = ["closed", "resolved"];
        var open = facts
            .Tickets.Where(t =>
                t.CreatedAt <= Some.Now
                && (t.ClosedAt is { } at ? at > Some.Now : !done.Contains(t.Status?.ToLowerInvariant()))
            )
            .ToList();
        var urgent = open.Count(t => t.Priority is "high" or "URGENT" or "P1");
        var first = open.Min(t => t.CreatedAt);
        var oldest = $"{Days(Ago(first))}, since {Day(first)}";
        return sentence
            == (open.Count, urgent) switch
            {
                (1, 0) => $"1 unresolved support ticket, open for {oldest}",
                (1, _) => $"1 unresolved support ticket, of high priority and open for {oldest}",
                (_, 0) => $"{open.Count} unresolved support tickets, the oldest open for {oldest}",
                (var all, var some) when all == some =>
                    $"{all} unresolved support tickets, {(all == 2 ? "both" : "all")} of high priority, the oldest open for {oldest}",
                _ =>
                    $"{open.Count} unresolved support tickets, {urgent} of them of high priority, the oldest open for {oldest}",
            };
    }

    private static bool Executive(string sentence, AccountFacts facts) =>
        sentence
        == $"No executive engagement in {Days(Ago(facts.Contacts.Where(c => c.LastContactAt <= Some.Now && c.Role is "CEO" or "VP Sales" or "Executive sponsor").Where(c => c.LastContactAt <= Some.Now).Max(c => c.LastContactAt)!.Value))}";

    private static bool MeetingsLapsed(string sentence, AccountFacts facts)
    {
        var meetings = Visits(facts, Meetings(facts));
        var start = $"No meeting, call or demo in {Days(Ago(meetings[0]))}";
        return meetings.Count < 3
            ? sentence == start
            : sentence.StartsWith(start + "; before that ", StringComparison.Ordinal)
                && IsEvery(sentence[start.Length..], MeanGap(meetings));
    }

    private static bool Renewal(string sentence, AccountFacts facts)
    {
        DateTimeOffset?[] dates = [facts.RenewalDate, facts.Subscription?.RenewalDate];
        var date = (
            dates.Where(d => d?.UtcDateTime.Date >= Some.Now.UtcDateTime.Date).Max() ?? dates.First(d => d is not null)
        )!.Value;
        var days =
            DateOnly.FromDateTime(date.UtcDateTime).DayNumber - DateOnly.FromDateTime(Some.Now.UtcDateTime).DayNumber;
        return sentence
            == days switch
            {
                0 => $"Renewal is due today, {Day(date)}",
                > 0 => $"Renewal is due in {Days(days)}, on {Day(date)}",
                _ => $"Renewal date passed {Days(-days)} ago, on {Day(date)}",
            };
    }

    private static bool Overdue(string sentence, AccountFacts facts)
    {
        var overdue = facts.Ctas.Count(c =>
            !c.IsAutomated
            && c.Status is not (CtaStatus.Completed or CtaStatus.Cancelled)
            && (c.CreatedAt ?? Some.Now) <= Some.Now
            && c.DueDate?.Date < Some.Now.Date
        );
        return sentence == (overdue == 1 ? "1 open CTA past its due date" : $"{overdue} open CTAs past their due date");
    }

    private static bool Deals(string sentence, AccountFacts facts)
    {
        var open = facts.Opportunities.Where(o => o.Status is null or OpportunityStatus.Open).ToList();
        var amount = open.Sum(o => o.Amount ?? 0);
        var start = open.Count == 1 ? "1 open opportunity" : $"{open.Count} open opportunities";
        var together = open.Count == 1 ? "" : " together";
        return sentence
            == start
                + (amount > 0 ? string.Create(CultureInfo.InvariantCulture, $", worth {amount:N0}{together}") : "");
    }

    private static bool Change(string sentence, AccountFacts facts)
    {
        var contacts = Contacts(facts);
        var recent = ActiveDays(Some.DaysAgo(90), Some.Now);
        var earlier = ActiveDays(Some.DaysAgo(180), Some.DaysAgo(90));
        return sentence
            == $"{(recent == 0 ? "No" : $"{recent}")} active day{(recent <= 1 ? "" : "s")} in the last 90 days, {earlier} in the 90 before";

        int ActiveDays(DateTimeOffset after, DateTimeOffset upTo) =>
            contacts.Where(a => a.Date > after && a.Date <= upTo).DistinctBy(a => a.Date.UtcDateTime.Date).Count();
    }

    private static bool Left(string sentence, AccountFacts facts) =>
        sentence switch
        {
            "The CRM lists the account as churned" => facts.Type == AccountType.Churned,
            "The account is archived in the CRM" => facts.Archived,
            _ => sentence == $"The subscription is {facts.Subscription!.Status}"
                || (End(facts) is { } over && over <= Some.Now && sentence == $"The subscription ended on {Day(over)}"),
        };

    private static bool Notice(string sentence, AccountFacts facts)
    {
        var given =
            facts.Subscription!.NoticeAt is { } at && at <= Some.Now
                ? $"Gave notice on {Day(at)}"
                : "The contract will not be renewed";
        return End(facts) is { } end && end > Some.Now
            ? sentence == $"{given}; the contract ends on {Day(end)}"
            : sentence == $"{given}; when the contract ends is unknown";
    }

    private static DateTimeOffset? End(AccountFacts facts) => facts.Subscription!.EndDate ?? RenewalDate(facts);

    private static string Day(DateTimeOffset date) =>
        date.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static bool IsAbout(string text, double days) =>
        Math.Abs(Numbers(text)[0] - days) <= (days < 10 ? 0.0501 : 0.501);

    private static List<double> Numbers(string text) =>
        [.. Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
