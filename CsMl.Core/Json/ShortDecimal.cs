using System.Globalization;

namespace CsMl.Core.Json;

/// <summary>
/// Reads and writes the decimals that facts and predictions are made of, such as 92.2 and 0.0188, as whole numbers
/// with a point in them. The general ways find the same digits and the same double with several times the work, and
/// a line of a file has dozens of them.
/// </summary>
internal static class ShortDecimal
{
    /// <summary>A double holds every whole number of so many digits exactly.</summary>
    private const int MostDigits = 15;

    private const double Scale = 10_000;

    /// <summary>Beyond this the scaled number would have more than 15 digits.</summary>
    private const double Most = 1e11;

    private static readonly double[] PowersOfTen =
    [
        .. Enumerable.Range(0, MostDigits + 1).Select(n => Math.Pow(10, n)),
    ];

    /// <summary>
    /// False for what is longer, signed or in another form, though it may be a number. Whole number and power of ten
    /// are both exact, so that their quotient is the nearest double (Clinger 1990), as a full parser finds it.
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
    /// Writes <paramref name="value"/> in the fewest digits that read back as the same double; false where that
    /// takes more than four places.
    /// </summary>
    public static bool TryFormat(double value, Span<byte> utf8, out int written)
    {
        written = 0;
        var scaled = Math.Round(Math.Abs(value) * Scale);
        // Decimals of 15 digits or fewer are each a double of their own, so if this one is the same there is no shorter.
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
