using System.Globalization;

namespace CsMl.Core.Json;

/// <summary>
/// A fast path for the short decimals of facts and predictions, such as 92.2 and 0.0188, by integer arithmetic. The
/// standard parser and formatter return the same digits and the same double but take several times as long, and a line
/// of a file has dozens of decimals.
/// </summary>
internal static class ShortDecimal
{
    /// <summary>A double represents every integer of up to this many digits exactly.</summary>
    private const int MostDigits = 15;

    private const double Scale = 10_000;

    /// <summary>Beyond this the scaled number would have more than 15 digits.</summary>
    private const double Most = 1e11;

    private static readonly double[] PowersOfTen =
    [
        .. Enumerable.Range(0, MostDigits + 1).Select(n => Math.Pow(10, n)),
    ];

    /// <summary>
    /// False if the text is longer, signed or in another form; it may still be a number. The integer and the power of
    /// ten are both exact, so their quotient is the nearest double (Clinger 1990), the same as from a full parser.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var (digits, places, point) = (0L, 0, false);
        if (text.Length > MostDigits + 1)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                digits = digits * 10 + (c - '0');
                places += point ? 1 : 0;
            }
            else if (c == '.' && !point)
            {
                point = true;
            }
            else
            {
                return false;
            }
        }

        if (digits >= 1_000_000_000_000_000)
        {
            return false;
        }

        value = digits / PowersOfTen[places];
        return true;
    }

    /// <summary>
    /// Writes <paramref name="value"/> in the fewest digits that read back as the same double; false if that takes more
    /// than four decimal places.
    /// </summary>
    public static bool TryFormat(double value, Span<byte> utf8, out int written)
    {
        written = 0;
        var scaled = Math.Round(Math.Abs(value) * Scale);
        // Different decimals of up to 15 digits are different doubles, so no shorter decimal can give this double.
        if (!(scaled < Most * Scale) || !(scaled / Scale).Equals(Math.Abs(value)) || double.IsNegative(value))
        {
            return false;
        }

        var (whole, rest) = Math.DivRem((long)scaled, (long)Scale);
        if (!whole.TryFormat(utf8, out written, default, CultureInfo.InvariantCulture))
        {
            return false;
        }

        if (rest > 0)
        {
            utf8[written++] = (byte)'.';
            for (var place = 1_000; rest > 0; place /= 10)
            {
                utf8[written++] = (byte)('0' + rest / place);
                rest %= place;
            }
        }

        return true;
    }
}
