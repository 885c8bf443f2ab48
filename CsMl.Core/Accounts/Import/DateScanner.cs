using System.Buffers;
using System.Collections.Frozen;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads the parts of one date from left to right.</summary>
internal ref struct DateScanner(ReadOnlySpan<char> text)
{
    private static readonly FrozenDictionary<string, int> Months = new[]
    {
        "jan january januar jänner jaenner",
        "feb february februar",
        "mar march mär märz maerz mrz",
        "apr april",
        "may mai",
        "jun june juni",
        "jul july juli",
        "aug august",
        "sep sept september",
        "oct october okt oktober",
        "nov november",
        "dec december dez dezember",
    }
        .SelectMany((names, i) => names.Split(' ').Select(name => KeyValuePair.Create(name, i + 1)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> OfNumber = SearchValues.Create("0123456789.,");

    private ReadOnlySpan<char> _rest = text;

    /// <summary>True if the text is one number, which no separator parts into day, month and year.</summary>
    public readonly bool IsNumber => !_rest.ContainsAnyExcept(OfNumber) && _rest.Count('.') + _rest.Count(',') <= 1;

    /// <summary>Year, month and day, not checked against the calendar; null if the text does not begin with a date.</summary>
    public (int Year, int Month, int Day)? ReadDate(DateOrder order)
    {
        if (ReadMonth() is { } name)
        {
            SkipSeparators();
            return ReadNumber(2) is { } dayOfName && SkipSeparators() && ReadYear() is { } yearOfName
                ? (yearOfName, name, dayOfName)
                : null;
        }

        var before = _rest;
        if (ReadNumber(4) is not { } first)
        {
            return null;
        }

        var length = before.Length - _rest.Length;
        var separator = ReadSeparator();
        if (separator is { } && ReadMonth() is { } month)
        {
            SkipSeparators();
            return ReadYear() is { } year ? (year, month, first) : null;
        }

        if (separator is not ('/' or '-' or '.') || length == 3 || ReadNumber(2) is not { } second)
        {
            return null;
        }

        return ReadSeparator() != separator ? null
            : length == 4
                ? ReadNumber(2) is { } day ? (first, second, day)
                    : null
            : ReadLast(order, separator.Value, first, second);
    }

    /// <summary>The time of the day less its offset from UTC; null if what is left is no time.</summary>
    public TimeSpan? ReadTime()
    {
        if (_rest.IsEmpty)
        {
            return TimeSpan.Zero;
        }

        if (_rest[0] is not (' ' or ',' or 'T' or 't' or '\u00A0' or '\u202F'))
        {
            return null;
        }

        _rest = _rest[1..].TrimStart();
        if (ReadNumber(2) is not { } hour || !Skip(':') || ReadTwoDigits() is not { } minute)
        {
            return null;
        }

        var second = 0;
        if (Skip(':'))
        {
            if (ReadTwoDigits() is not { } seconds)
            {
                return null;
            }

            second = seconds;
            if (Skip('.'))
            {
                // Fractions of a second decide nothing.
                _rest = _rest.TrimStart("0123456789");
            }
        }

        return AddHalf(ref hour) && hour < 24 && minute < 60 && second < 60 && ReadZone() is { } offset
            ? new TimeSpan(hour, minute, second) - offset
            : null;
    }

    private (int, int, int)? ReadLast(DateOrder order, char separator, int first, int second)
    {
        var before = _rest;
        if (ReadYear() is not { } year)
        {
            return null;
        }

        var hasTwoDigits = before.Length - _rest.Length == 2;
        if (separator == '.')
        {
            return (year, second, first);
        }

        return order switch
        {
            DateOrder.DayFirst => (year, second, first),
            DateOrder.MonthFirst => (year, first, second),
            // 26-03-04 is written with dashes and two digits each.
            _ when separator == '-' && hasTwoDigits => (DateText.Century(first), second, year % 100),
            _ => null,
        };
    }

    /// <summary>True unless AM or PM follows an hour that has none.</summary>
    private bool AddHalf(ref int hour)
    {
        var mark = _rest.TrimStart();
        var isAfternoon = mark.StartsWith("p", StringComparison.OrdinalIgnoreCase);
        if (!isAfternoon && !mark.StartsWith("a", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var spelling in (ReadOnlySpan<string>)[isAfternoon ? "p.m." : "a.m.", isAfternoon ? "pm" : "am"])
        {
            if (mark.StartsWith(spelling, StringComparison.OrdinalIgnoreCase) && hour is >= 1 and <= 12)
            {
                hour = hour % 12 + (isAfternoon ? 12 : 0);
                _rest = mark[spelling.Length..];
                return true;
            }
        }

        return false;
    }

    private TimeSpan? ReadZone()
    {
        var zone = _rest.Trim();
        if (
            zone.IsEmpty
            || zone.Equals("Z", StringComparison.OrdinalIgnoreCase)
            || zone.Equals("UTC", StringComparison.OrdinalIgnoreCase)
            || zone.Equals("GMT", StringComparison.OrdinalIgnoreCase)
            || zone.Equals("Uhr", StringComparison.OrdinalIgnoreCase)
        )
        {
            return TimeSpan.Zero;
        }

        if (zone[0] is not ('+' or '-'))
        {
            return null;
        }

        var isNegative = zone[0] == '-';
        _rest = zone[1..];
        var hours = ReadTwoDigits();
        Skip(':');
        var minutes = _rest.IsEmpty ? 0 : ReadTwoDigits();
        return hours <= 14 && minutes < 60 && _rest.IsEmpty
            ? new TimeSpan(hours.Value, minutes.Value, 0) * (isNegative ? -1 : 1)
            : null;
    }

    private int? ReadMonth()
    {
        var length = 0;
        while (length < _rest.Length && char.IsLetter(_rest[length]))
        {
            length++;
        }

        if (!Months.TryGetValue(_rest[..length].ToString(), out var month))
        {
            return null;
        }

        _rest = _rest[length..];
        Skip('.');
        return month;
    }

    /// <summary>The year, of four digits or two.</summary>
    private int? ReadYear()
    {
        var before = _rest;
        return ReadNumber(4) is not { } year
            ? null
            : (before.Length - _rest.Length) switch
            {
                4 => year,
                2 => DateText.Century(year),
                _ => null,
            };
    }

    private int? ReadTwoDigits()
    {
        if (_rest.Length < 2 || !char.IsAsciiDigit(_rest[0]) || !char.IsAsciiDigit(_rest[1]))
        {
            return null;
        }

        var number = (_rest[0] - '0') * 10 + (_rest[1] - '0');
        _rest = _rest[2..];
        return number;
    }

    private int? ReadNumber(int mostDigits)
    {
        var (length, value) = (0, 0);
        while (length < _rest.Length && char.IsAsciiDigit(_rest[length]))
        {
            if (length == mostDigits)
            {
                return null;
            }

            value = value * 10 + (_rest[length++] - '0');
        }

        _rest = _rest[length..];
        return length == 0 ? null : value;
    }

    /// <summary>A point, dash, slash or space; spaces behind the others are skipped.</summary>
    private char? ReadSeparator()
    {
        if (_rest.IsEmpty || _rest[0] is not ('/' or '-' or '.' or ' ' or '\u00A0'))
        {
            return null;
        }

        var separator = _rest[0];
        _rest = _rest[1..].TrimStart();
        return separator;
    }

    private bool SkipSeparators()
    {
        _rest = _rest.TrimStart(" \u00A0.,-/");
        return true;
    }

    private bool Skip(char c)
    {
        var found = !_rest.IsEmpty && _rest[0] == c;
        _rest = found ? _rest[1..] : _rest;
        return found;
    }
}
