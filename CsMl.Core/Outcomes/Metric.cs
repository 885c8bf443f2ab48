namespace CsMl.Core.Outcomes;

/// <summary>
/// One metric of predictions, with its confidence interval and the value that the base rate alone achieves.
/// </summary>
/// <param name="Value">
/// Null if there are too few outcomes or the metric is not defined; the note gives the reason.
/// </param>
/// <param name="BaseRate">The value that a forecast of the base rate alone achieves; null if unknown.</param>
/// <param name="Low">The lower end of the 95 % interval; null if there is no interval.</param>
public sealed record Metric(double? Value, double? BaseRate, double? Low, double? High, string? Note)
{
    /// <summary>The fewest outcomes for which a metric is reported.</summary>
    public const int Enough = 30;

    /// <summary>
    /// The fewest rare cases for which a metric is reported: accounts that left, or accounts predicted to leave.
    /// </summary>
    public const int EnoughOfRare = 10;

    private const int Digits = 4;

    public static Metric None(string note) => new(null, null, null, null, note);

    /// <summary>Null if there are enough outcomes.</summary>
    public static string? TooFew(int count) =>
        count >= Enough ? null : $"Not enough outcomes yet ({count} of {Enough}).";

    public static string? TooFewOf(string what, int count) =>
        count >= EnoughOfRare ? null : $"Not enough {what} yet ({count} of {EnoughOfRare}).";

    public static Metric Of(double? value, double? baseRate, (double Low, double High)? interval = null) =>
        value is null
            ? None("It is not defined for these outcomes.")
            : new(Round(value), Round(baseRate), Round(interval?.Low), Round(interval?.High), null);

    /// <summary>A share with its interval.</summary>
    public static Metric Share(int part, int all, double? baseRate) =>
        Of(all == 0 ? null : (double)part / all, baseRate, Interval.Of(part, all));

    public static double? Round(double? value) => value is { } v ? Math.Round(v, Digits) : null;
}
