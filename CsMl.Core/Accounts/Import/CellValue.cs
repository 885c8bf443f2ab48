using System.Globalization;
using System.Text;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads one value that a file writes as a text, without looking at others: a text that has two meanings is a problem,
/// and none is chosen.
/// </summary>
internal static class CellValue
{
    public const decimal MostMoney = 1_000_000_000_000_000m;

    private const int MostPlainDigits = 15;

    private static readonly NumberFormat[] Formats = Enum.GetValues<NumberFormat>();
    private static readonly DateOrder[] Orders = Enum.GetValues<DateOrder>();
    private static readonly DateOrder[] DaysFirst = [DateOrder.DayFirst, DateOrder.MonthFirst];

    private static readonly string[] True = ["true", "yes", "y", "1", "ja", "j", "wahr", "x"];
    private static readonly string[] False = ["false", "no", "n", "0", "nein", "falsch"];

    /// <param name="format">How numbers are written; null if unknown.</param>
    /// <param name="top">The highest number of a score or percentage; null for an amount.</param>
    /// <param name="style">How the caller would settle a number with two meanings.</param>
    public static (decimal? Value, string? Problem) Number(
        string text,
        NumberFormat? format,
        int? top,
        OptionStyle style
    )
    {
        if (text.Length <= MostPlainDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return InRange(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), top) is { } plain
                ? (plain, null)
                : (null, $"'{text}' {Rule(top, format)}");
        }

        IEnumerable<NumberFormat> formats = format is { } known ? [known] : Formats;
        var readings = formats.Select(f => InRange(NumberText.Parse(text, f), top)).OfType<decimal>();
        return Single(readings.Distinct()) is var (value, isAmbiguous) && !isAmbiguous && value is not null
            ? (value, null)
            : (
                null,
                isAmbiguous
                    ? $"'{CellText.Shown(text)}' can be read as two numbers; {Settle(style, "numbers", Formats, "write it without separators of thousands")}"
                    : $"'{CellText.Shown(text)}' {Rule(top, format)}"
            );
    }

    public static (DateTimeOffset? Value, string? Problem) Instant(string text, DateOrder? order, OptionStyle style)
    {
        if (InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
        {
            return (instant, null);
        }

        IEnumerable<DateOrder> orders = order is { } known ? [known] : Orders;
        var readings = orders.Select(o => DateText.Parse(text, o)).OfType<DateTimeOffset>();
        return Single(readings.Distinct()) is var (value, isAmbiguous) && !isAmbiguous && value is not null
            ? (value, null)
            : (
                null,
                isAmbiguous
                    ? $"'{CellText.Shown(text)}' can be read as two dates; {Settle(style, "dates", DaysFirst, "write it in ISO 8601")}"
                    : $"'{CellText.Shown(text)}' {InstantRule(order)}"
            );
    }

    public static (bool? Value, string? Problem) Flag(string text) =>
        True.Contains(text, StringComparer.OrdinalIgnoreCase) ? (true, null)
        : False.Contains(text, StringComparer.OrdinalIgnoreCase) ? (false, null)
        : (null, $"'{CellText.Shown(text)}' is not a flag; write true or false");

    public static decimal? InRange(decimal? value, int? top) =>
        value >= (top is null ? -MostMoney : 0) && value <= (top ?? MostMoney) ? value : null;

    public static string Rule(int? top, NumberFormat? format)
    {
        var rule = top is { } most
            ? $"is not a number; write one {HealthScale.Range(most)}"
            : "is not an amount; write a number such as 12000.50";
        return format is { } known ? $"{rule} (numbers are read as {EnumNames.Of(known)})" : rule;
    }

    public static string InstantRule(DateOrder? order) =>
        order is { } known ? $"{InstantText.Rule} (dates are read as {EnumNames.Of(known)})" : InstantText.Rule;

    private static string Settle<T>(OptionStyle style, string option, IEnumerable<T> choices, string otherwise)
        where T : struct, Enum =>
        style == OptionStyle.None ? otherwise : $"say which with {OptionText.Choice(style, option, choices)}";

    private static (T? Value, bool IsAmbiguous) Single<T>(IEnumerable<T> readings)
        where T : struct
    {
        T? single = null;
        foreach (var reading in readings)
        {
            if (single is not null)
            {
                return (null, true);
            }

            single = reading;
        }

        return (single, false);
    }
}
