using System.Globalization;

namespace CsMl.Local.Commands.Report;

/// <summary>Numbers of a report.</summary>
internal static class ReportFormat
{
    /// <summary>Stands for a number that is not known.</summary>
    public const string Nothing = "–";

    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Percent(double? share) =>
        share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + " %" : Nothing;

    public static string Percents(double? low, double? high) =>
        low is null ? Nothing : $"{Percent(low)} to {Percent(high)}";

    /// <summary>Points of a hundred, with their sign.</summary>
    public static string Points(double? share) =>
        share is { } known ? (100 * known).ToString("+0.0;−0.0;0", CultureInfo.InvariantCulture) : Nothing;
}
