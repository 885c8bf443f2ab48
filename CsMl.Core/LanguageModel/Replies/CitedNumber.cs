using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>A number in a text, in digits or in words.</summary>
/// <param name="Value">
/// The value without its sign, which texts express in words; null if it is too long or too vague to be a fact.
/// </param>
/// <param name="Unit">The unit of its last digit: .1 for 4.5, 100,000 for 1.2 million.</param>
/// <param name="Date">The date if it is one, as in 2026-03-04; a date is one claim and not three.</param>
/// <param name="At">Position at which it begins in the text.</param>
/// <param name="End">Position at which it ends, without the counted noun.</param>
internal readonly record struct CitedNumber(decimal? Value, decimal Unit, bool IsPercent, string? Date, int At, int End)
{
    /// <summary>More digits than any fact has, and fewer than a decimal holds after a scale is applied.</summary>
    private const int MostDigits = 15;

    private const string Months =
        "January|February|March|April|May|June|July|August|September|October|November|December";

    private const string Ones = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
    private const string Teens = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
    private const string Tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private const string Below100 = $"(({Tens})([- ](one|{Ones}))?|{Ones}|{Teens})";
    private const string Scales = "(dozen|hundred|thousand|million|billion)";

    /// <summary>Matches number words: two hundred and fifty thousand; a dozen; seven.</summary>
    private const string InWords =
        $"(((an?|one|{Below100})[- ])?{Scales}([- ]{Scales})*([- ](and[- ])?{Below100}([- ]{Scales})*)*|{Below100})";

    /// <summary>
    /// Fractions such as a quarter and a third can also be times or ranks, so they count only if "of" follows.
    /// </summary>
    private const string Fractions =
        $"(half([- ](of[- ])?an?[- ]{Scales})?|(an?|one|two|three)[- ](quarter|third)s?[- ]of([- ]an?[- ]{Scales})?|by[- ](an?|one|two|three)[- ](quarter|third)s?)";

    /// <summary>
    /// Matches a date; words that only look like a quantity (24/7, 1:1, Q3, P1, B2B, the first half, half an hour);
    /// vague numbers; and a number with its counted noun. "One" is excluded, because it is more often a pronoun than a
    /// count.
    /// </summary>
    private static readonly Regex Pattern = new(
        @"(?<date>\b\d{4}-\d{2}-\d{2})"
            + $@"|(?<date>\b\d{{1,2}} ({Months}) \d{{4}}\b)"
            + @"|(?<phrase>\b24/7\b|\b1:1\b|\b1-on-1\b|\b360[- ]degree|\b3rd[- ]party\b|\btwo-way\b|\b[a-z]\d{1,2}[a-z]?\b"
            + @"|\b(first|second|last|next|this|other|latter|former|previous|each)[- ]half\b|\bhalf[- ](an?[- ])?(year|day|hour|time|way|hearted)|\bhalfway\b)"
            + @"|(?<vague>\b(dozen|hundred|thousand|million|billion)s\b)"
            + $@"|(?<words>\b({Fractions}|(one|{InWords})[- ]and[- ]a[- ]half|{InWords})\b)(?<percent>\s?%|\s?percent\b|\s?per cent\b)?"
            + @"|(?<number>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+)"
            + $@"((?<percent>\s?%|\s?percent\b|\s?per cent\b)|\s?(?<scale>k|m|bn|{Scales})\b)?",
        Patterns.Linear
    );

    public static IEnumerable<CitedNumber> In(string text)
    {
        for (var match = Pattern.Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Groups["date"] is { Success: true } date)
            {
                yield return new CitedNumber(null, 0, false, Iso(date.Value), date.Index, date.Index + date.Length);
            }
            else if (match.Groups["vague"] is { Success: true } vague)
            {
                yield return new CitedNumber(null, 0, false, null, vague.Index, vague.Index + vague.Length);
            }
            else if (match.Groups["words"] is { Success: true } words)
            {
                var (value, unit, isPercent) = NumberWords.Read(words.Value);
                isPercent |= match.Groups["percent"].Success;
                yield return new CitedNumber(value, unit, isPercent, null, words.Index, words.Index + words.Length);
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
        var end = number.Index + number.Length;
        var times = Times(scale);
        var digits = text.Replace(",", "", StringComparison.Ordinal);
        // Digits of other scripts occur in no fact, so such a number matches none.
        return
            digits.Length <= MostDigits
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new CitedNumber(value * times, Last(digits) * times, isPercent, null, number.Index, end)
            : new CitedNumber(null, 0, isPercent, null, number.Index, end);
    }

    private static string Iso(string date) =>
        FormatDate.Read(date) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date;

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
            "K" => 1_000,
            "M" => 1_000_000,
            "BN" => 1_000_000_000,
            "" => 1,
            _ => NumberWords.Scale(scale),
        };
}
