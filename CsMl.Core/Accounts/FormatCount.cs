namespace CsMl.Core.Accounts;

/// <summary>Formats numbers for sentences.</summary>
internal static class FormatCount
{
    /// <summary><c>1 day</c>, <c>3 days</c>.</summary>
    public static string Of(int n, string one, string? many = null) => n == 1 ? $"1 {one}" : $"{n} {many ?? one + "s"}";

    /// <summary><c>1 day</c>, <c>2.5 days</c>, <c>12 days</c>.</summary>
    public static string Days(double days) =>
        Tidy(days, days < 10) is var text && text == "1" ? "1 day" : text + " days";

    /// <summary>
    /// <c>every 12 days</c>. A mean gap between visits of less than a week is told without a number, because contacts
    /// within three days count as one.
    /// </summary>
    public static string Every(double gap) => gap < 7 ? "every few days" : $"every {Days(gap)}";

    /// <summary>A score or a score change, to one decimal unless it is whole.</summary>
    public static string Score(double score) => Tidy(score, true);

    /// <summary><c>1 point</c>, <c>2.5 points</c>.</summary>
    public static string Points(double points) =>
        Tidy(points, true) is var text && text == "1" ? "1 point" : text + " points";

    /// <summary>
    /// Computes in whole tenths, because a format such as 0.# computes all digits of the double first.
    /// </summary>
    private static string Tidy(double value, bool tenths)
    {
        var (whole, tenth) = Math.DivRem((int)Math.Round(tenths ? 10 * value : value), tenths ? 10 : 1);
        return tenth == 0 ? $"{whole}" : $"{whole}.{tenth}";
    }
}
