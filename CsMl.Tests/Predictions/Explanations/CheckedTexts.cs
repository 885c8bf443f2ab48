using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Tests.Predictions.Rules;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>All texts of a prediction at <see cref="Some.Now"/>, each with the answer whether its values are true.</summary>
internal sealed partial class CheckedTexts(AccountFacts facts, Prediction prediction)
{
    /// <summary>Days until an action is due, by its priority.</summary>
    private static readonly Dictionary<ActionPriority, int> DueDays = new()
    {
        [ActionPriority.Urgent] = 1,
        [ActionPriority.High] = 5,
        [ActionPriority.Medium] = 14,
        [ActionPriority.Low] = 30,
    };

    private readonly HashSet<string> _trueSentences =
    [
        .. PredictionTypes
            .All.SelectMany(type => type.RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90).Findings)
            .Where(w => CheckSentence.IsTrue(w.Finding, facts))
            .Select(w => w.Finding.Sentence),
    ];

    public int NamedPeople { get; private set; }

    public static IEnumerable<string> Actions(Prediction prediction) =>
        prediction
            .Recommendations.Select(r => r.Action)
            .Concat(
                prediction is HealthTrendPrediction health
                    ? health.Insights.Select(i => i.SuggestedAction).OfType<string>()
                    : []
            );

    public IEnumerable<(string Text, bool IsTrue)> All()
    {
        yield return (prediction.Explanation, IsTrueExplanation());
        foreach (var driver in prediction.Drivers)
        {
            yield return (driver, IsSentence(driver) || !HasDigit(driver));
        }

        foreach (var factor in prediction.RiskFactors)
        {
            yield return (factor.Description, IsSentence(factor.Description));
        }

        foreach (var advice in prediction.Recommendations)
        {
            yield return (advice.Rationale, IsSentence(advice.Rationale) || !HasDigit(advice.Rationale));
            yield return (advice.Timeframe, IsDue(advice.Timeframe, advice.Priority));
            yield return (advice.Action, IsTrueAction(advice.Action, advice.Timeframe["by ".Length..]));
        }

        if (prediction.OwnCta is { } cta)
        {
            yield return (cta.Reason, IsSentence(cta.Reason));
            yield return (cta.Title, !HasDigit(cta.Title));
        }

        if (prediction is HealthTrendPrediction health)
        {
            foreach (var (text, isTrue) in CheckedHealth.All(facts, health))
            {
                yield return (text, isTrue);
            }

            foreach (var action in health.Insights.Select(i => i.SuggestedAction).OfType<string>())
            {
                yield return (action, Category() is { } priority && IsTrueAction(action, By(priority)));
            }
        }
    }

    private bool IsSentence(string text) => _trueSentences.Contains(text);

    private static bool HasDigit(string text) => text.Any(char.IsDigit);

    /// <summary>What is left of an explanation without the rules' sentences: the window and the percentage.</summary>
    private bool IsTrueExplanation()
    {
        var rest = prediction.Explanation.Replace(facts.Name, "", StringComparison.Ordinal);
        foreach (var sentence in _trueSentences.OrderByDescending(s => s.Length))
        {
            rest = rest.Replace(sentence, "", StringComparison.Ordinal);
        }

        var numbers = Number().Matches(rest.Replace("at least 30 days", "", StringComparison.Ordinal));
        if (Signals.Of(facts, Some.Now).HasLeft)
        {
            return numbers.Count == 0 && rest.StartsWith(" has left: ", StringComparison.Ordinal);
        }

        return numbers.Count == 2
            && int.Parse(numbers[0].Value, CultureInfo.InvariantCulture) == prediction.PredictionWindowDays
            && IsPercentage(int.Parse(numbers[1].Value, CultureInfo.InvariantCulture), prediction.Probability);
    }

    /// <summary>Within a percent, on the same side of 30, 60 and 80, and rounded unless that would cross one.</summary>
    private static bool IsPercentage(int percent, double probability)
    {
        var exact = 100 * (decimal)probability;
        return Math.Abs(percent - exact) < 1
            && new[] { 30, 60, 80 }.All(t => percent >= t == exact >= t)
            && (
                Math.Abs(percent - exact) <= 0.5m
                || new[] { 0, 30, 60, 80, 100 }.Contains((int)Math.Round(exact, MidpointRounding.AwayFromZero))
            );
    }

    private ActionPriority? Category() =>
        prediction.Probability switch
        {
            >= 0.8 => ActionPriority.Urgent,
            >= 0.6 => ActionPriority.High,
            _ when Signals.Of(facts, Some.Now).Lifecycle == Lifecycle.Notice => ActionPriority.High,
            >= 0.3 => ActionPriority.Medium,
            _ => ActionPriority.Low,
        };

    private bool IsDue(string timeframe, ActionPriority priority) => timeframe == "by " + By(priority);

    /// <summary>Counts day by day: to the due day, to the renewal, away from the weekend.</summary>
    private string By(ActionPriority priority)
    {
        var today = DateOnly.FromDateTime(Some.Now.UtcDateTime);
        var due = today.AddDays(DueDays[priority]);
        var standing = Signals.Of(facts, Some.Now).Standing;
        var end = (standing.State == Lifecycle.Notice ? standing.EndsAt : CountedFacts.RenewalDate(facts))?.UtcDateTime;
        if (end is { } renewal)
        {
            var last = DateOnly.FromDateTime(renewal);
            if (last >= today && Category() == ActionPriority.Low && renewal > Some.Now.UtcDateTime)
            {
                last = DateOnly.FromDateTime(Some.Now.UtcDateTime + (renewal - Some.Now.UtcDateTime) / 2);
            }

            due = last >= today && last < due ? last : due;
        }

        while (due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            due = due.AddDays(-1);
        }

        return Written(due);
    }

    /// <summary>Quoted texts, people and dates must be the account's; what is left may count things that are open.</summary>
    private bool IsTrueAction(string action, string by)
    {
        var rest = action;
        foreach (var text in Texts().OrderByDescending(t => t.Length))
        {
            rest = rest.Replace($"'{text}'", "'", StringComparison.Ordinal);
        }

        rest = CutSubject()
            .Replace(
                rest,
                match =>
                    Texts().Any(t => t.StartsWith(match.Groups["start"].Value, StringComparison.Ordinal))
                        ? "'"
                        : match.Value
            );
        foreach (var contact in facts.Contacts.Where(c => c.Name is not null))
        {
            NamedPeople += rest.Contains(contact.Name!, StringComparison.Ordinal) ? 1 : 0;
            rest = rest.Replace(contact.Name!, "", StringComparison.Ordinal);
        }

        if (!rest.Contains(by, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest.Replace("by " + by, "", StringComparison.Ordinal);
        foreach (var date in Dates().Distinct().OrderByDescending(date => date.Length))
        {
            rest = rest.Replace(date, "", StringComparison.Ordinal);
        }

        rest = rest.Replace("at least 30 days", "", StringComparison.Ordinal);
        return Number().Matches(rest).All(number => IsCount(number.Value, rest));
    }

    private IEnumerable<string> Texts() =>
        facts
            .Tickets.Select(t => t.Subject)
            .Concat(facts.Ctas.Select(c => c.Title))
            .Concat(facts.Opportunities.Select(o => o.Name))
            .OfType<string>()
            .Select(text => text.Trim());

    private IEnumerable<string> Dates() =>
        [
            .. facts.HealthHistory.Select(h => Written(h.Date)),
            .. facts.Tickets.Select(t => Written(t.CreatedAt)),
            .. facts.Ctas.Where(c => c.DueDate is not null).Select(c => Written(c.DueDate!.Value)),
            .. new[] { facts.RenewalDate, facts.Subscription?.RenewalDate }.OfType<DateTimeOffset>().Select(Written),
        ];

    /// <summary>"and 2 others" beside an open ticket, overdue CTA or deal; "the 3 open opportunities".</summary>
    private bool IsCount(string number, string text)
    {
        var n = int.Parse(number, CultureInfo.InvariantCulture);
        var (tickets, tasks, deals) = Counts();
        return text.Contains("ticket", StringComparison.Ordinal) ? n == tickets - 1
            : text.Contains("CTA", StringComparison.Ordinal) ? n == tasks - 1
            : text.Contains("opportunities", StringComparison.Ordinal) ? n == deals
            : text.Contains("opportunity", StringComparison.Ordinal) && n == deals - 1;
    }

    /// <summary>Taken from the rules' sentences, which are true.</summary>
    private (int Tickets, int Tasks, int Deals) Counts()
    {
        return (Of("unresolved support ticket"), Of("open CTA"), Of("open opportunit"));

        int Of(string what) =>
            _trueSentences.FirstOrDefault(s => s.Contains(what, StringComparison.Ordinal)) is { } sentence
                ? int.Parse(sentence.Split(' ')[0], CultureInfo.InvariantCulture)
                : 0;
    }

    private static string Written(DateTimeOffset date) => Written(DateOnly.FromDateTime(date.UtcDateTime));

    private static string Written(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex("'(?<start>[^']{20,60})…'", RegexOptions.ExplicitCapture)]
    private static partial Regex CutSubject();
}
