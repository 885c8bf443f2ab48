using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// The numbers, dates and placeholders in a prompt, used to distinguish cited facts from invented ones.
/// </summary>
/// <remarks>
/// A number is known if a fact is equal to it at the cited precision: 48 matches 48.0, 1,200 matches 1200, 1.2 million
/// matches 1,234,567 and 45 % matches .45. The check does not know which fact a number belongs to, so a true number may
/// be in the wrong place; but a number that is in no fact is never shown as one.
/// </remarks>
internal sealed class CitableFacts
{
    // The JSON escape of an apostrophe, \u0027, must not count as the number 27.
    private static readonly Regex Escape = new(@"\\u[0-9a-fA-F]{4}", RegexOptions.NonBacktracking);

    private readonly decimal[] _numbers;
    private readonly HashSet<string> _dates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _placeholders = new(StringComparer.OrdinalIgnoreCase);

    public CitableFacts(IEnumerable<string> texts, IEnumerable<double> others)
    {
        var all = new HashSet<decimal>(others.Select(n => (decimal)n));
        foreach (var text in texts)
        {
            _placeholders.UnionWith(FindPlaceholders.In(text));
            var plain = FindPlaceholders.Blank(Escape.Replace(text, " "));
            foreach (var number in CitedNumber.In(plain))
            {
                Add(all, number);
            }

            // 48,120 in a list of values is two numbers, and 2026-03-04 may be cited as the 4th of March.
            foreach (var part in CitedNumber.In(plain.Replace(',', ' ').Replace('-', ' ')))
            {
                Add(all, part);
            }
        }

        _numbers = [.. all.Order()];
    }

    /// <summary>True if all numbers, dates and placeholders in a text were in the prompt.</summary>
    public bool Cover(string text) =>
        HasOnlyKnownPlaceholders(text) && CitedNumber.In(FindPlaceholders.Blank(text)).All(IsKnown);

    public bool HasOnlyKnownPlaceholders(string text) => FindPlaceholders.In(text).All(_placeholders.Contains);

    public bool IsKnown(CitedNumber number) =>
        number switch
        {
            { Date: { } date } => _dates.Contains(date),
            { Value: not { } } => false,
            { Value: { } value, Unit: var unit, IsPercent: true } => Holds(value, unit)
                || Holds(value / 100, unit / 100),
            { Value: { } value, Unit: var unit } => Holds(value, unit),
        };

    private void Add(HashSet<decimal> all, CitedNumber number)
    {
        if (number.Date is { } date)
        {
            _dates.Add(date);
            // A model may leave out the year.
            all.Add(int.Parse(date[^2..], CultureInfo.InvariantCulture));
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

    /// <summary>True if a fact rounds to the value.</summary>
    private bool Holds(decimal value, decimal unit)
    {
        var at = Array.BinarySearch(_numbers, value - unit / 2);
        at = at < 0 ? ~at : at;
        return at < _numbers.Length && _numbers[at] <= value + unit / 2;
    }
}
