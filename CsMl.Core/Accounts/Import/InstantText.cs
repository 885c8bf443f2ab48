namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads ISO 8601 instants and dates as UTC: <c>2026-03-01</c>, <c>2026-03-01T09:30:00Z</c>, with a fraction or an
/// offset. A time without a zone is also UTC, never the machine's zone, so that a file means the same everywhere.
/// </summary>
public static class InstantText
{
    /// <summary>The rule as error messages state it.</summary>
    public const string Rule =
        "is not a date; write ISO 8601, such as 2026-03-01 or 2026-03-01T09:30:00Z, between 1900 and 2200";

    /// <summary>In minutes; no time zone has a larger offset from UTC.</summary>
    private const int MostOffset = 14 * 60;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < 10 or > 40 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        if (
            !Digits(text[..4], out var year)
            || !Digits(text.Slice(5, 2), out var month)
            || !Digits(text.Slice(8, 2), out var day)
            || year is < 1900 or > 2200
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        if (text.Length > 10 && !AddTime(text[10..], ref ticks))
        {
            return false;
        }

        instant = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool AddTime(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (
            text.Length < 6
            || text[0] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[3] != ':'
            || !Digits(text.Slice(1, 2), out var hour)
            || !Digits(text.Slice(4, 2), out var minute)
            || hour > 23
            || minute > 59
        )
        {
            return false;
        }

        ticks += hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        text = text[6..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!Digits(text.Slice(1, 2), out var second) || second > 59)
            {
                return false;
            }

            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            if (text.Length > 1 && text[0] is (byte)'.' or (byte)',' && char.IsAsciiDigit((char)text[1]))
            {
                text = AddFraction(text[1..], ref ticks);
            }
        }

        return AddZone(text, ref ticks);
    }

    /// <summary>A tick is a ten-millionth of a second; further digits are dropped.</summary>
    private static ReadOnlySpan<byte> AddFraction(ReadOnlySpan<byte> text, scoped ref long ticks)
    {
        var unit = TimeSpan.TicksPerSecond / 10;
        var i = 0;
        for (; i < text.Length && char.IsAsciiDigit((char)text[i]); i++, unit /= 10)
        {
            ticks += (text[i] - '0') * unit;
        }

        return text[i..];
    }

    private static bool AddZone(ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
        {
            return true;
        }

        var minutes = 0;
        var minuteAt = text.Length == 6 && text[3] == ':' ? 4 : 3;
        if (
            (text.Length != minuteAt + 2 && text.Length != 3)
            || text[0] is not ((byte)'+' or (byte)'-')
            || !Digits(text.Slice(1, 2), out var hours)
            || (text.Length > 3 && !Digits(text.Slice(minuteAt, 2), out minutes))
            || minutes > 59
            || hours * 60 + minutes > MostOffset
        )
        {
            return false;
        }

        var offset = hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute;
        ticks -= text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = value * 10 + (c - '0');
        }

        return true;
    }
}
