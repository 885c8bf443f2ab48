using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Keeps the parts of an answer that are supported by facts: factors with an existing finding and sentences whose
/// numbers were in the prompt. An invented claim is dropped and counted, but does not invalidate the whole answer.
/// </summary>
internal static class DropUncitedClaims
{
    // Next to a number these words state a fact and not a plan: "7 open tickets", "63 days of silence", "fell by 12".
    // Days until something is open are still a plan.
    private static readonly Regex ThingsBehind = new(
        @"^\S*([- ]+[\w-]+){0,2}[- ]+(open|unresolved|overdue|missed|negative|unanswered|cancelled)\b",
        Patterns.Linear
    );
    private static readonly Regex TimeBehind = new(
        @"^\S*[- ]+((business|working|calendar) )?(minute|hour|day|week|month|quarter|year)s?\b",
        Patterns.Linear
    );
    private static readonly Regex PastBehind = new(
        @"^\S*[- ]+\w+[- ]+(ago|overdue|quiet|of silence|of inactivity)\b",
        Patterns.Linear
    );
    private static readonly Regex StateBefore = new(
        @"\b(fell|dropped|declined|lost|was|were|has|had|since|currently|from|despite|score of|silent for)[- ]+([\w-]+[- ]+)?[^\w\s]*$",
        Patterns.Linear
    );

    /// <param name="factsShown">The user message of the prompt. Every number in it may be cited.</param>
    /// <returns>
    /// The answer without unsupported claims, and the number of dropped entries and sentences. A list or text without
    /// supported claims is empty; <see cref="ApplyReply"/> then uses that of the rules.
    /// </returns>
    public static (ModelAnswer Kept, int Dropped) Drop(ModelAnswer answer, string factsShown, RulesPrediction rules)
    {
        var findings = rules.Evaluation.Findings.Select(w => w.Finding).ToList();
        // A finding may be cited even if it did not fit into the prompt. The window is part of the question, and a
        // model may state its own probability.
        var facts = new CitableFacts(
            [factsShown, .. findings.Select(f => $"{f.Sentence}; {f.CurrentValue}; {f.Threshold}")],
            [rules.Prediction.PredictionWindowDays, answer.Probability]
        );
        var dropped = 0;
        var kept = answer with
        {
            Factors = Keep(
                answer.Factors,
                f =>
                    (f.Evidence == CitedFactor.Texts || findings.Exists(finding => finding.Rule == f.Evidence))
                    && facts.Cover(f.Description)
            ),
            Drivers = Keep(answer.Drivers, facts.Cover),
            Recommendations = Keep(answer.Recommendations, r => IsGrounded(r, facts)),
            Explanation = KeepSentences(answer.Explanation),
            Summary = answer.Summary is { } summary ? KeepSentences(summary) : null,
        };
        return (kept, dropped);

        IReadOnlyList<T> Keep<T>(IReadOnlyList<T> list, Func<T, bool> isGrounded)
        {
            var grounded = list.Where(isGrounded).ToList();
            dropped += list.Count - grounded.Count;
            return grounded;
        }

        string KeepSentences(string text) => string.Join(' ', Keep([.. Sentences(text)], facts.Cover));
    }

    /// <summary>
    /// A rationale must be supported by facts. A planned action may have numbers of its own, unless it states them as
    /// facts.
    /// </summary>
    private static bool IsGrounded(Recommendation advice, CitableFacts facts) =>
        facts.Cover(advice.Rationale)
        && ((string[])[advice.Action, advice.ExpectedImpact, advice.Timeframe]).All(plan =>
            facts.HasOnlyKnownPlaceholders(plan)
            && CitedNumber
                .In(FindPlaceholders.Blank(plan))
                .All(number => facts.IsKnown(number) || !IsState(plan, number))
        );

    private static bool IsState(string plan, CitedNumber number) =>
        StateBefore.IsMatch(plan[..number.At])
        || (
            plan[number.End..] is var behind && (TimeBehind.IsMatch(behind) ? PastBehind : ThingsBehind).IsMatch(behind)
        );

    /// <summary>
    /// A sentence ends with . ! or ? unless a lower-case letter follows or the word before is an abbreviation.
    /// </summary>
    private static IEnumerable<string> Sentences(string text)
    {
        var from = 0;
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (
                text[i] is '.' or '!' or '?'
                && text[i + 1] == ' '
                && !char.IsLower(text[i + 2])
                && !IsCutShort(text.AsSpan(from, i - from))
            )
            {
                yield return text[from..(i + 1)];
                from = i + 2;
            }
        }

        yield return text[from..];
    }

    private static bool IsCutShort(ReadOnlySpan<char> before) =>
        before[(before.LastIndexOfAny(' ', '(') + 1)..] is "e.g" or "i.e" or "approx" or "ca" or "vs" or "no" or "No";
}
