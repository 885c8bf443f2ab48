using System.Globalization;
using System.Text.RegularExpressions;

namespace CsMl.Core.Predictions.Llm.Replies;

/// <summary>A number as a text gives it, in digits or in words.</summary>
/// <param name="Value">Without its sign, which texts leave to words; null for one too long to be a fact.</param>
/// <param name="Unit">What its last digit counts: .1 for 4.5, 100,000 for 1.2 million.</param>
/// <param name="Date">Where it is a date such as 2026-03-04, the date; it is one claim and not three.</param>
/// <param name="At">Where in the text it stands.</param>
internal readonly record struct CitedNumber(decimal? Value, decimal Unit, bool IsPercent, string? Date, int At)
{
    /// <summary>More digits than any fact has, and fewer than a decimal holds after a scale is applied.</summary>
    private const int MostDigits = 15;

    private const string Ones = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
    private const string Tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";

    /// <summary>
    /// A date; words that only look like a quantity (24/7, 1:1, Q3, P1, B2B); a number with what it is counted in.
    /// "One" is left out: it is a pronoun more often than a count.
    /// </summary>
    private static readonly Regex Pattern = new(
        @"(?<date>\b\d{4}-\d{2}-\d{2})"
            + @"|(?<phrase>\b24/7\b|\b1:1\b|\b1-on-1\b|\b360[- ]degree|\b3rd[- ]party\b|\btwo-way\b|\b[a-z]\d{1,2}[a-z]?\b)"
            + $@"|(?<number>\d{{1,3}}(,\d{{3}})+(\.\d+)?|\d+(\.\d+)?|\.\d+|\b({Ones})\b|\b({Tens})([- ](one|{Ones}))?\b)"
            + @"((?<percent>\s?%|\s?percent\b|\s?per cent\b)|\s?(?<scale>k|m|bn|thousand|million|billion)\b)?",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
            | RegexOptions.IgnoreCase
    );

    private static readonly Dictionary<string, int> Words = Names(
            "one two three four five six seven eight nine ten eleven twelve",
            1,
            1
        )
        .Concat(Names("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<CitedNumber> In(string text)
    {
        for (var match = Pattern.Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Groups["date"] is { Success: true } date)
            {
                yield return new CitedNumber(null, 0, false, date.Value, date.Index);
            }
            else if (match.Groups["number"] is { Success: true } number)
            {
                yield return Of(number, match.Groups["percent"].Success, match.Groups["scale"].Value);
            }
        }
    }

    private static CitedNumber Of(Group number, bool isPercent, string scale)
    {
        var text = number.Value;
        if (Words.TryGetValue(text.Split('-', ' ')[0], out var word))
        {
            var ones = text.Split('-', ' ') is [_, var second] ? Words[second] : 0;
            return new CitedNumber(word + ones, 1, isPercent, null, number.Index);
        }

        var times = Times(scale);
        var digits = text.Replace(",", "", StringComparison.Ordinal);
        // Digits of other scripts are read by no fact of ours and stay a number that matches none.
        return
            digits.Length <= MostDigits
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new CitedNumber(value * times, Last(digits) * times, isPercent, null, number.Index)
            : new CitedNumber(null, 0, isPercent, null, number.Index);
    }

    private static decimal Last(string digits)
    {
        var unit = 1m;
        for (var i = digits.IndexOf('.', StringComparison.Ordinal) + 1; i > 0 && i < digits.Length; i++)
        {
            unit /= 10;
        }

        return unit;
    }

    private static decimal Times(string scale) =>
        scale.ToUpperInvariant() switch
        {
            "K" or "THOUSAND" => 1_000,
            "M" or "MILLION" => 1_000_000,
            "BN" or "BILLION" => 1_000_000_000,
            _ => 1,
        };

    private static IEnumerable<KeyValuePair<string, int>> Names(string names, int first, int step) =>
        names.Split(' ').Select((name, i) => KeyValuePair.Create(name, first + i * step));
}
