using System.Globalization;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads a number as people and spreadsheets write it: with separators of thousands, a currency, a percent sign, and
/// negative in parentheses. Whether a comma or a point parts the decimals is the caller's to say.
/// </summary>
internal static class NumberText
{
    /// <summary>More characters than any amount has.</summary>
    private const int MaxLength = 64;

    private static readonly HashSet<string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        "EUR",
        "USD",
        "GBP",
        "CHF",
        "JPY",
        "CAD",
        "AUD",
        "NZD",
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "INR",
        "BRL",
        "CNY",
        "SGD",
        "HKD",
        "ZAR",
        "MXN",
        "US",
        "C",
        "A",
        "R",
        "Fr",
        "Euro",
    };

    /// <summary>The number in this format; null if the text is none in it.</summary>
    public static decimal? Parse(string text, NumberFormat format)
    {
        if (text.Length > MaxLength || Unsigned(text) is not { } bare)
        {
            return null;
        }

        var (digits, isNegative) = bare;
        return Magnitude(digits, format) is { } value ? (isNegative ? -value : value) : null;
    }

    /// <summary>The digits and separators between sign, currency and percent sign; null if something else is left.</summary>
    private static (string Digits, bool IsNegative)? Unsigned(string text)
    {
        var isNegative = false;
        var rest = text.AsSpan().Trim();
        if (rest is ['(', .., ')'])
        {
            isNegative = true;
            rest = rest[1..^1].Trim();
        }

        var hadSign = isNegative;
        // A sign may stand before or behind the currency, and at the end: -5 €, € -5, 5-.
        for (var i = 0; i < 3; i++)
        {
            rest = WithoutCurrency(rest);
            if (rest is ['%', ..] or [.., '%'])
            {
                rest = rest.Trim('%').Trim();
            }

            if (rest is ['-' or '−' or '+', ..] or [.., '-' or '−'])
            {
                if (hadSign)
                {
                    return null;
                }

                var atStart = rest[0] is '-' or '−' or '+';
                (hadSign, isNegative) = (true, !atStart || rest[0] != '+');
                rest = (atStart ? rest[1..] : rest[..^1]).Trim();
            }
        }

        return rest.IsEmpty ? null : (rest.ToString(), isNegative);
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsOfCurrency(text[start]))
        {
            start++;
        }

        if (start > 0 && IsCurrency(text[..start]))
        {
            text = text[start..].TrimStart();
        }

        var end = text.Length;
        while (end > 0 && IsOfCurrency(text[end - 1]))
        {
            end--;
        }

        return end < text.Length && IsCurrency(text[end..]) ? text[..end].TrimEnd() : text;
    }

    private static bool IsOfCurrency(char c) =>
        char.IsAsciiLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    private static bool IsCurrency(ReadOnlySpan<char> text)
    {
        var letters = text;
        while (!letters.IsEmpty && !char.IsAsciiLetter(letters[^1]))
        {
            letters = letters[..^1];
        }

        return text.Length - letters.Length <= 1 && (letters.IsEmpty || Currencies.Contains(letters.ToString()));
    }

    private static decimal? Magnitude(string text, NumberFormat format)
    {
        var (point, group) = format == NumberFormat.Point ? ('.', ',') : (',', '.');
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var (mantissa, exponent) = exponentAt < 0 ? (text, "") : (text[..exponentAt], text[exponentAt..]);
        var at = mantissa.IndexOf(point);
        var (whole, fraction) = at < 0 ? (mantissa, "") : (mantissa[..at], mantissa[(at + 1)..]);
        if (
            (at >= 0 && fraction.Length == 0)
            || !fraction.All(char.IsAsciiDigit)
            || (whole.Length == 0 && fraction.Length == 0)
            || Ungrouped(whole, group) is not { } digits
        )
        {
            return null;
        }

        return decimal.TryParse(
            $"0{digits}{(fraction.Length == 0 ? "" : ".")}{fraction}{exponent}",
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
    }

    /// <summary>
    /// The digits without separators of thousands, which part groups of three, or of two before the last (12,34,567).
    /// A point is no such separator behind a zero: 0.123 is less than one.
    /// </summary>
    private static string? Ungrouped(string whole, char group)
    {
        var separator = whole.FirstOrDefault(c => !char.IsAsciiDigit(c));
        if (separator == default)
        {
            return whole;
        }

        if (separator != group && separator is not (' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '’'))
        {
            return null;
        }

        var groups = whole.Split(separator);
        var inner = groups[1..^1];
        var isGrouped =
            groups[0].Length is 1 or 2 or 3
            && groups[0][0] != '0'
            && groups[^1].Length == 3
            && (
                inner.All(g => g.Length == 3)
                || (groups[0].Length < 3 && separator == ',' && inner.All(g => g.Length == 2))
            );
        var digits = string.Concat(groups);
        return isGrouped && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
