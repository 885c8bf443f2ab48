using System.Globalization;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>
/// Decides whether two titles describe the same task, by Dice's coefficient over pairs of neighbouring letters (Dice
/// 1945, Sørensen 1948). Unlike a comparison of words it accepts spelling variants ("check-in", "check in",
/// "checkins"), and unlike an edit distance it ignores the order of items ("Renewal, health" and "Health, renewal").
/// Words of degree are ignored, because they state urgency and not the task; numbers and months must match.
/// </summary>
public static class SimilarTitle
{
    /// <summary>
    /// Titles are the same from this coefficient on: it allows a typing error or another ending, but no different word
    /// that carries meaning.
    /// </summary>
    private const double Alike = 0.8;

    private static readonly HashSet<string> Degrees = new(EnumNames.All<RiskCategory>(), StringComparer.Ordinal);

    private static readonly HashSet<string> Months = new(
        CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Where(name => name.Length > 0),
        StringComparer.OrdinalIgnoreCase
    );

    public static bool Holds(string a, string b)
    {
        var (lettersA, numbersA) = Normalise(a);
        var (lettersB, numbersB) = Normalise(b);
        return numbersA.SequenceEqual(numbersB, StringComparer.Ordinal)
            && (lettersA == lettersB ? lettersA.Length + numbersA.Count > 0 : Dice(lettersA, lettersB) >= Alike);
    }

    /// <summary>The lower-case letters without separators, and the numbers, in order.</summary>
    private static (string Letters, List<string> Numbers) Normalise(string title)
    {
        var letters = new System.Text.StringBuilder(title.Length);
        var numbers = new List<string>();
        for (var start = 0; start < title.Length; )
        {
            var isDigit = char.IsDigit(title[start]);
            var end = start;
            while (end < title.Length && (isDigit ? char.IsDigit(title[end]) : char.IsLetter(title[end])))
            {
                end++;
            }

            var word = title[start..end].ToLowerInvariant();
            if (isDigit || Months.Contains(word))
            {
                numbers.Add(word);
            }
            else if (!Degrees.Contains(word))
            {
                letters.Append(word);
            }

            start = Math.Max(end, start + 1);
        }

        numbers.Sort(StringComparer.Ordinal);
        return (letters.ToString(), numbers);
    }

    private static double Dice(string a, string b)
    {
        if (a.Length < 2 || b.Length < 2)
        {
            return 0;
        }

        var pairs = new Dictionary<(char, char), int>(a.Length);
        for (var i = 1; i < a.Length; i++)
        {
            var pair = (a[i - 1], a[i]);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }

        var common = 0;
        for (var i = 1; i < b.Length; i++)
        {
            var pair = (b[i - 1], b[i]);
            if (pairs.GetValueOrDefault(pair) is > 0 and var left)
            {
                pairs[pair] = left - 1;
                common++;
            }
        }

        return 2.0 * common / (a.Length + b.Length - 2);
    }
}
