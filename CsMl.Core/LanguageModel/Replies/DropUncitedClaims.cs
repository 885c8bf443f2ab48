using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Keeps of an answer what rests on the facts: a factor whose finding exists, a sentence whose numbers were shown.
/// A model that invents one thing is not thrown away for it; the invention is, and counted.
/// </summary>
internal static class DropUncitedClaims
{
    // Beside a number these tell of what is or was, and not of a plan: "7 open tickets", "63 days of silence", "fell by
    // 12". Days until something is open are a plan all the same.
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

    /// <param name="factsShown">The user's part of the prompt: every number in it may be cited.</param>
    /// <returns>
    /// The answer with what was grounded, its lists and texts empty where nothing was (<see cref="ApplyReply"/> lets the
    /// rules speak there), and how many entries and sentences were dropped.
    /// </returns>
    public static (ModelAnswer Kept, int Dropped) Drop(ModelAnswer answer, string factsShown, RulesPrediction rules)
    {
        var findings = rules.Evaluation.Findings.Select(w => w.Finding).ToList();
        // What the rules say is true whether or not there was room for it in the prompt, the window is part of the
        // question, and a model may name the probability that it gives.
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

    /// <summary>A reason must rest on facts. A plan may have numbers of its own, unless it states them as facts.</summary>
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

    /// <summary>Ends with . ! or ? where no small letter follows and the word before is not cut short.</summary>
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
