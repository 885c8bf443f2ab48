using System.Globalization;
using System.Text;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads a date as people, CRMs and spreadsheets write it: <c>31.12.2026</c>, <c>12/31/26 9:30 PM</c>, <c>4-Mar-26</c>,
/// <c>5. März 2026</c>, the serial number of a spreadsheet, seconds or milliseconds since 1970, and ISO 8601. The
/// caller says whether day or month is first; with points the day always is. Times without a zone are UTC.
/// </summary>
internal static class DateText
{
    /// <summary>Longer than any date with a time.</summary>
    private const int MaxLength = 48;

    /// <summary>A year of two digits below this one is of this century, one above of the last.</summary>
    private const int Pivot = 70;

    // Serials of 1954 to 2200: below, a number is more likely a year or an amount.
    private const double LeastSerial = 20_000;
    private const double MostSerial = 109_939;

    private static readonly DateTime SerialZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The instant in this order; null if the text is no date in it.</summary>
    public static DateTimeOffset? Parse(string text, DateOrder order)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
        {
            return instant;
        }

        var scanner = new DateScanner(text);
        if (scanner.IsNumber)
        {
            return OfNumber(text);
        }

        return scanner.ReadDate(order) is { } date && scanner.ReadTime() is { } time ? Of(date, time) : null;
    }

    /// <summary>The instant of a spreadsheet's serial number: days since 1899-12-30.</summary>
    public static DateTimeOffset? OfSerial(double serial) =>
        serial is >= LeastSerial and < MostSerial
            // A serial holds a time of the day to a millisecond.
            ? new DateTimeOffset(SerialZero.AddMilliseconds(Math.Round(serial * 86_400_000.0)))
            : null;

    /// <summary>The instant of seconds or milliseconds since 1970, told apart by their size.</summary>
    public static DateTimeOffset? OfEpoch(long count) =>
        count switch
        {
            >= 100_000_000_000 and < 7_289_654_400_000 => DateTimeOffset.FromUnixTimeMilliseconds(count),
            >= 100_000_000 and < 7_289_654_400 => DateTimeOffset.FromUnixTimeSeconds(count),
            _ => null,
        };

    /// <summary>The year that two digits stand for.</summary>
    public static int Century(int year) => year < Pivot ? 2000 + year : 1900 + year;

    private static DateTimeOffset? OfNumber(string text)
    {
        if (text.Length == 8 && text.All(char.IsAsciiDigit))
        {
            return InstantText.TryParse(Encoding.ASCII.GetBytes($"{text[..4]}-{text[4..6]}-{text[6..]}"), out var day)
                ? day
                : null;
        }

        return text.Length >= 9 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? OfEpoch(count)
            : double.TryParse(
                text.Replace(',', '.'),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var serial
            )
                ? OfSerial(serial)
            : null;
    }

    private static DateTimeOffset? Of((int Year, int Month, int Day) date, TimeSpan time)
    {
        var (year, month, day) = date;
        return
            year is >= 1900 and <= 2200
            && month is >= 1 and <= 12
            && day >= 1
            && day <= DateTime.DaysInMonth(year, month)
            ? new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Add(time))
            : null;
    }
}
