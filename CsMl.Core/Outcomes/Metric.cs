namespace CsMl.Core.Outcomes;

/// <summary>One number about predictions, with how sure it is and what would have been got for nothing.</summary>
/// <param name="Value">Null where there are too few outcomes, or it is not defined; the note says which.</param>
/// <param name="BaseRate">What whoever knows the base rate alone would get; null where there is no saying.</param>
/// <param name="Low">The lower end of the 95 % interval; null: none is given.</param>
public sealed record Metric(double? Value, double? BaseRate, double? Low, double? High, string? Note)
{
    /// <summary>So many outcomes are needed before a number is told.</summary>
    public const int Enough = 30;

    /// <summary>So many of what is rare: accounts that left, accounts that were predicted to.</summary>
    public const int EnoughOfRare = 10;

    private const int Digits = 4;

    public static Metric None(string note) => new(null, null, null, null, note);

    /// <summary>Null where there are enough outcomes.</summary>
    public static string? TooFew(int count) =>
        count >= Enough ? null : $"Not enough outcomes yet ({count} of {Enough}).";

    public static string? TooFewOf(string what, int count) =>
        count >= EnoughOfRare ? null : $"Not enough {what} yet ({count} of {EnoughOfRare}).";

    public static Metric Of(double? value, double? baseRate, (double Low, double High)? interval = null) =>
        value is null
            ? None("It is not defined for these outcomes.")
            : new(Round(value), Round(baseRate), Round(interval?.Low), Round(interval?.High), null);

    /// <summary>A share of so many, with its interval.</summary>
    public static Metric Share(int part, int all, double? baseRate) =>
        Of(all == 0 ? null : (double)part / all, baseRate, Interval.Of(part, all));

    public static double? Round(double? value) => value is { } v ? Math.Round(v, Digits) : null;
}
