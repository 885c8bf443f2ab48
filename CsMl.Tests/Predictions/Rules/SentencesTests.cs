using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>
/// Every sentence of every rule is read back, and each number in it counted again from the facts by other means
/// than the rule's own.
/// </summary>
public sealed partial class SentencesTests
{
    private static readonly Dictionary<string, int> Read = new(StringComparer.Ordinal);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_number_in_every_sentence_is_true()
    {
        Read.Clear();
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    foreach (
                        var (finding, _) in PredictionTypes
                            .Of(type)
                            .RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90)
                            .Findings
                    )
                    {
                        Assert.True(IsTrue(finding, facts), finding.Sentence);
                        Read[finding.Rule] = Read.GetValueOrDefault(finding.Rule) + 1;
                    }
                }
            },
            count: 3_000
        );

        Assert.Equal(14, Read.Count);
        Assert.All(Read, rule => Assert.True(rule.Value >= 50, $"{rule.Key} spoke only {rule.Value} times"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void One_is_singular_and_all_else_plural()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    foreach (var text in Texts(Some.Predict(facts, type)))
                    {
                        Assert.DoesNotMatch(OneOfMany(), text);
                        Assert.DoesNotMatch(ManyOfOne(), text);
                    }
                }
            },
            count: 3_000
        );
    }

    [Theory]
    [InlineData(29.94, "Health score is 29.9, below 30, the level of alarm")]
    [InlineData(29.96, "Health score is 30, below the ordinary 60")]
    [InlineData(30, "Health score is 30, below the ordinary 60")]
    [InlineData(59.94, "Health score is 59.9, below the ordinary 60")]
    [InlineData(59.96, "Health score is 60, in the ordinary range")]
    [InlineData(60, "Health score is 60, in the ordinary range")]
    [InlineData(69.96, "Health score is 70, in the healthy range")]
    public void A_score_is_called_below_a_number_only_where_it_is_shown_below_it(double score, string sentence)
    {
        Assert.Equal(
            sentence,
            LowHealth.Rule.Evaluate(Signals.Of(Some.Account().WithHealth(score), Some.Now))!.Sentence
        );
    }

    [Fact]
    public void Without_a_completed_activity_no_days_are_invented()
    {
        var facts = Some.Account() with
        {
            CreatedAt = Some.DaysAgo(200),
            Activities = [Some.Activity(20, "MEETING", ActivityStatus.NoShow)],
        };

        var prediction = Some.PredictChurn(facts);

        Assert.Equal(
            "No completed activity on record; 1 activity planned, cancelled or missed",
            Assert.Single(prediction.PrimaryChurnDrivers)
        );
        Assert.Equal("no completed activity", Assert.Single(prediction.RiskFactors).CurrentValue);
        Assert.Null(prediction.DataQuality.LastActivityAt);
    }

    [Theory]
    [InlineData(0.4, "Last activity less than a day ago")]
    [InlineData(1.2, "Last activity 1 day ago")]
    [InlineData(2, "Last activity 2 days ago")]
    public void Silence_is_told_in_whole_days(double daysAgo, string start)
    {
        var finding = SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(Some.Account().WithContacts(daysAgo), Some.Now));

        Assert.StartsWith(start, finding!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_explanation_names_the_account_its_window_the_percentage_and_who_speaks()
    {
        var prediction = Some.PredictChurn(Some.KnownAccount().WithHealth(20), 120);

        Assert.StartsWith("Acme Ltd is at ", prediction.Explanation, StringComparison.Ordinal);
        Assert.Contains("within 120 days", prediction.Explanation, StringComparison.Ordinal);
        Assert.Contains("Health score is 20, below 30", prediction.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("Made by rules.", prediction.Explanation, StringComparison.Ordinal);
    }

    private static bool IsTrue(Finding finding, AccountFacts facts) =>
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
            nameof(NoMeetings) => Meetings(finding.Sentence, facts),
            nameof(RenewalNear) => Renewal(finding.Sentence, facts),
            nameof(OverdueCtas) => Overdue(finding.Sentence, facts),
            nameof(OpenOpportunities) => Deals(finding.Sentence, facts),
            nameof(EngagementChange) => Change(finding.Sentence, facts),
            nameof(AlreadyLeft) => Left(finding.Sentence, facts),
            _ => false,
        };

    private static bool Quiet(string sentence, AccountFacts facts)
    {
        var held = Held(facts);
        if (held.Count == 0)
        {
            var missed = facts.Activities.Count(a => a.Date <= Some.Now);
            return sentence
                == $"No completed activity on record; {(missed == 1 ? "1 activity" : $"{missed} activities")} planned, cancelled or missed";
        }

        var last = held.Max(a => a.Date);
        var days = FirstOfDays(held.Where(a => a.Date >= last.AddDays(-365)));
        var since =
            Ago(last) is var ago && ago == 0 ? "Last activity less than a day ago" : $"Last activity {Days(ago)} ago";
        var gaps = days.Zip(days.Skip(1), (a, b) => (b - a).TotalDays).ToList();
        const string Rare = "Rarely in touch: one activity every ";
        if (sentence.StartsWith(Rare, StringComparison.Ordinal))
        {
            var told = sentence.Split(", the last ");
            return IsAbout(told[0], gaps.Average())
                && told[1] == (Ago(last) == 0 ? "less than a day ago" : $"{Days(Ago(last))} ago")
                && Ago(last) <= gaps.Average();
        }

        return sentence.StartsWith(since, StringComparison.Ordinal)
            && sentence[since.Length..] is var rest
            && (
                gaps.Count >= 2
                    ? rest.StartsWith("; until then one every ", StringComparison.Ordinal)
                        && IsAbout(rest, gaps.Average())
                : gaps.Count == 1 ? rest == ", the last of 2 active days"
                : rest == ", on the only active day of the year before it"
            );
    }

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
        return Math.Abs(n[0] - span) <= 0.501
            && n[1] >= 1
            && finding.LogOdds > 0 == falls
            && (
                n.Count == 2
                || (
                    (falls ? n[2] >= n[3] : n[3] >= n[2])
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
                sentence.EndsWith($"on {p.Second.Date:yyyy-MM-dd}", StringComparison.Ordinal)
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
        return positive != negative
            && sentence
                == (
                    latest.Count == 1
                        ? $"The only conversation with a known sentiment was {word}"
                        : $"{count} of the last {latest.Count} conversation{(latest.Count == 1 ? "" : "s")} with a known sentiment {(count == 1 ? "was" : "were")} {word}"
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
        var oldest = Days(Ago(open.Min(t => t.CreatedAt)));
        return sentence
            == (open.Count, urgent) switch
            {
                (1, 0) => $"1 unresolved support ticket, open for {oldest}",
                (1, _) => $"1 unresolved support ticket, of high priority and open for {oldest}",
                (_, 0) => $"{open.Count} unresolved support tickets, the oldest open for {oldest}",
                (var all, var some) when all == some =>
                    $"{all} unresolved support tickets, all of high priority, the oldest open for {oldest}",
                _ =>
                    $"{open.Count} unresolved support tickets, {urgent} of them of high priority, the oldest open for {oldest}",
            };
    }

    private static bool Executive(string sentence, AccountFacts facts) =>
        sentence
        == $"No executive engagement in {Days(Ago(facts.Contacts.Where(c => c.LastContactAt <= Some.Now && c.Role is "CEO" or "VP Sales" or "Executive sponsor").Where(c => c.LastContactAt <= Some.Now).Max(c => c.LastContactAt)!.Value))}";

    private static bool Meetings(string sentence, AccountFacts facts) =>
        sentence
        == $"No meeting, call or demo in {Days(Ago(Held(facts).Where(a => a.Type is "MEETING" or "meeting" or "CALL" or "DEMO").Max(a => a.Date)))}";

    private static bool Renewal(string sentence, AccountFacts facts)
    {
        var date = (facts.RenewalDate ?? facts.Subscription!.RenewalDate!).Value;
        var days =
            DateOnly.FromDateTime(date.UtcDateTime).DayNumber - DateOnly.FromDateTime(Some.Now.UtcDateTime).DayNumber;
        return sentence
            == days switch
            {
                0 => "Renewal is due today",
                > 0 => $"Renewal is due in {Days(days)}, on {date:yyyy-MM-dd}",
                _ => $"Renewal date passed {Days(-days)} ago, on {date:yyyy-MM-dd}",
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
        var held = Held(facts);
        var days = FirstOfDays(held.Where(a => a.Date >= held.Max(h => h.Date).AddDays(-365)));
        var recent = days.Count(d => d > Some.DaysAgo(90));
        var earlier = days.Count(d => d > Some.DaysAgo(180)) - recent;
        return sentence
            == $"{recent} active day{(recent == 1 ? "" : "s")} in the last 90 days, {earlier} in the 90 before";
    }

    private static bool Left(string sentence, AccountFacts facts) =>
        sentence switch
        {
            "The CRM lists the account as churned" => facts.Type == AccountType.Churned,
            "The account is archived in the CRM" => facts.Archived,
            _ => sentence == $"The subscription is {facts.Subscription!.Status}",
        };

    private static List<Activity> Held(AccountFacts facts) =>
        [
            .. facts
                .Activities.Where(a => a.Date <= Some.Now && a.Status is null or ActivityStatus.Completed)
                .Where(a => a.Date <= Some.Now),
        ];

    private static List<DateTimeOffset> FirstOfDays(IEnumerable<Activity> activities) =>
        [.. activities.GroupBy(a => a.Date.UtcDateTime.Date).Select(day => day.Min(a => a.Date)).Order()];

    private static List<HealthSnapshot> Known(AccountFacts facts, int daysBack) =>
        [
            .. facts
                .HealthHistory.Where(s =>
                    s.Date <= Some.Now && s.Date >= Some.DaysAgo(daysBack) && s.OverallScore is not null
                )
                .OrderBy(s => s.Date),
        ];

    /// <summary>The last of those within 20 hours of the first that is not yet in a day.</summary>
    private static List<HealthSnapshot> Daily(AccountFacts facts)
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

    private static int Ago(DateTimeOffset date) => (int)(Some.Now - date).TotalDays;

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private static bool IsAbout(string text, double days) =>
        Math.Abs(Numbers(text)[0] - days) <= (days < 10 ? 0.0501 : 0.501);

    private static List<double> Numbers(string text) =>
        [.. Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Texts(Prediction prediction) =>
        [
            prediction.Explanation,
            .. prediction.RiskFactors.SelectMany(f => new[] { f.Description, f.CurrentValue, f.Threshold }),
            .. prediction.Recommendations.Select(r => r.Rationale),
            .. prediction is ChurnPrediction { SuggestedCTA: { } cta } ? new[] { cta.Title, cta.Reason } : [],
            .. prediction is HealthTrendPrediction health
                ? health
                    .Anomalies.Select(a => a.Description)
                    .Concat(health.Insights.Select(i => i.Message))
                    .Append(health.Summary)
                : [],
        ];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(
        @"(?<![\d.,])1 (unresolved support |active |open )?(days|activities|opportunities|conversations|tickets|CTAs|points|falls|times)\b"
    )]
    private static partial Regex OneOfMany();

    [GeneratedRegex(
        @"(?<![\d.,])(?!1 )\d+(\.\d+)? (unresolved support |active |open )?(day|activity|opportunity|conversation|ticket|CTA|point|fall|time)\b"
    )]
    private static partial Regex ManyOfOne();
}
