using System.Globalization;

namespace CsMl.Core.Accounts;

/// <summary>Writes the day of an instant (UTC) in sentences, as in <c>4 March 2026</c>.</summary>
public static class FormatDate
{
    private const string Day = "d MMMM yyyy";

    public static string Of(DateTimeOffset date) => date.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>The day in a text written by <see cref="Of"/>; null if it is no such text.</summary>
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
