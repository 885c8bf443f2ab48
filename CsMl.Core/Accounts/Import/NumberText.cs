using System.Globalization;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads a number as people and spreadsheets write it: with separators of thousands, a currency, a percent sign, and
/// negative in parentheses. Whether a comma or a point parts the decimals is the caller's to say.
/// </summary>
internal static class NumberText
{
    /// <summary>More characters than any amount has.</summary>
    private const int MaxLength = 64;

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

    /// <summary>What stands beside the number and may be its currency, as it is written; null if nothing does.</summary>
    public static string? Currency(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty || (char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[^1])))
        {
            return null;
        }

        rest = rest.Trim("()+-−% \u00A0\u202F\u2009");
        var (start, end) = (LengthAtStart(rest), LengthAtEnd(rest));
        var mark =
            start > 0 ? rest[..start]
            : end > 0 ? rest[^end..]
            : default;
        return mark.IsEmpty || mark.Length == rest.Length ? null : mark.ToString();
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
        var start = LengthAtStart(text);
        if (start > 0 && CurrencyWords.IsMark(text[..start].ToString()))
        {
            text = text[start..];
            text = (text is ['.', ' ' or '\u00A0', ..] ? text[1..] : text).TrimStart();
        }

        var end = text.Length - LengthAtEnd(text);
        return end < text.Length && CurrencyWords.IsMark(text[end..].ToString()) ? text[..end].TrimEnd() : text;
    }

    private static int LengthAtStart(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsOfCurrency(text[length]))
        {
            length++;
        }

        return length;
    }

    private static int LengthAtEnd(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsOfCurrency(text[^(length + 1)]))
        {
            length++;
        }

        return length;
    }

    private static bool IsOfCurrency(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

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
