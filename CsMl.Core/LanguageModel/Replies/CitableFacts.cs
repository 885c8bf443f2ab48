using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// The numbers, dates and placeholders that a model was shown, to tell what it cites from what it made up.
/// </summary>
/// <remarks>
/// A number is known if a fact is the same to the digits cited: 48 is 48.0, 1,200 is 1200, 1.2 million is 1,234,567 and
/// 45 % is .45. Whose number it is cannot be told, so a true one may stand in a wrong place; that a number nobody
/// recorded is never shown as a fact is what can be had.
/// </remarks>
internal sealed class CitableFacts
{
    // An apostrophe in JSON, \u0027, is no 27.
    private static readonly Regex Escape = new(@"\\u[0-9a-fA-F]{4}", RegexOptions.NonBacktracking);

    private readonly decimal[] numbers;
    private readonly HashSet<string> dates = new(StringComparer.Ordinal);
    private readonly HashSet<string> placeholders = new(StringComparer.OrdinalIgnoreCase);

    public CitableFacts(IEnumerable<string> texts, IEnumerable<double> others)
    {
        var all = new HashSet<decimal>(others.Select(n => (decimal)n));
        foreach (var text in texts)
        {
            placeholders.UnionWith(FindPlaceholders.In(text));
            var plain = FindPlaceholders.Blank(Escape.Replace(text, " "));
            foreach (var number in CitedNumber.In(plain))
            {
                Add(all, number);
            }

            // 48,120 in a row of values is two numbers, and 2026-03-04 may be cited as the 4th of March.
            foreach (var part in CitedNumber.In(plain.Replace(',', ' ').Replace('-', ' ')))
            {
                Add(all, part);
            }
        }

        numbers = [.. all.Order()];
    }

    /// <summary>Whether all that a text cites was shown.</summary>
    public bool Cover(string text) =>
        HasOnlyKnownPlaceholders(text) && CitedNumber.In(FindPlaceholders.Blank(text)).All(IsKnown);

    public bool HasOnlyKnownPlaceholders(string text) => FindPlaceholders.In(text).All(placeholders.Contains);

    public bool IsKnown(CitedNumber number) =>
        number switch
        {
            { Date: { } date } => dates.Contains(date),
            { Value: not { } } => false,
            { Value: { } value, Unit: var unit, IsPercent: true } => Holds(value, unit)
                || Holds(value / 100, unit / 100),
            { Value: { } value, Unit: var unit } => Holds(value, unit),
        };

    private void Add(HashSet<decimal> all, CitedNumber number)
    {
        if (number.Date is { } date)
        {
            dates.Add(date);
        }
        else if (number.Value is { } value)
        {
            all.Add(value);
            if (number.IsPercent)
            {
                all.Add(value / 100);
            }
        }
    }

    /// <summary>Whether a fact rounds to the value.</summary>
    private bool Holds(decimal value, decimal unit)
    {
        var at = Array.BinarySearch(numbers, value - unit / 2);
        at = at < 0 ? ~at : at;
        return at < numbers.Length && numbers[at] <= value + unit / 2;
    }
}
