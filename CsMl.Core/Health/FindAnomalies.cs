using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <summary>
/// Finds deviations from an account's own pattern: steep falls, runs of falls, silence beyond its rhythm.
/// </summary>
internal static class FindAnomalies
{
    /// <summary>Silence is an anomaly beyond this many standard deviations above the mean gap.</summary>
    private const double Remarkable = 2;

    private const double Grave = 3;

    /// <summary>
    /// Lower bound of the deviation, as a share of the mean gap and at least one day, because very regular contacts
    /// have a deviation near zero.
    /// </summary>
    private const double LeastDeviation = 0.25;

    private static readonly string[] DropCauses =
    [
        "A change of the product, the price or the terms",
        "The loss of a key user or sponsor",
        "An incident or an unresolved ticket",
    ];

    private static readonly string[] DeclineCauses =
    [
        "Falling adoption, team by team",
        "Value that is no longer seen",
        "A replacement that is being tried",
    ];

    private static readonly string[] GapCauses =
    [
        "The main contact has left or is away",
        "The account has turned to something else",
        "Contacts that were not recorded",
    ];

    /// <summary>Anomalies, most severe first.</summary>
    public static IReadOnlyList<HealthAnomaly> In(Signals signals)
    {
        var anomalies = new List<HealthAnomaly>();
        anomalies.AddRange(HealthDrops.Sudden(signals.Health).Select(Sudden));
        if (HealthDrops.Decline(signals.Health) is { } run)
        {
            anomalies.Add(Sustained(run));
        }

        if (Gap(signals) is { } gap)
        {
            anomalies.Add(gap);
        }

        return [.. anomalies.OrderByDescending(a => a.Severity)];
    }

    private static HealthAnomaly Sudden(Drop drop) =>
        new(
            "overall",
            AnomalyType.SuddenDrop,
            drop.IsHigh ? Degree.High : Degree.Medium,
            $"The health score fell {FormatCount.Score(drop.Points)} points at once, from {FormatCount.Score(drop.From)} to {FormatCount.Score(drop.To)} on {FormatDate.Of(drop.At)}",
            drop.At,
            DropCauses
        );

    private static HealthAnomaly Sustained(Drop run) =>
        new(
            "overall",
            AnomalyType.SustainedDecline,
            run.IsHigh ? Degree.High : Degree.Medium,
            $"The health score fell {run.Falls} times in a row, from {FormatCount.Score(run.From)} to {FormatCount.Score(run.To)}, and has not recovered",
            run.At,
            DeclineCauses
        );

    private static HealthAnomaly? Gap(Signals signals)
    {
        var e = signals.Engagement;
        if (
            e.IsExcused
            || e is not { MeanGap: { } mean, GapDeviation: { } deviation, LastAt: { } last, DaysSinceLast: { } days }
        )
        {
            return null;
        }

        var allowed = Math.Max(deviation, Math.Max(1, LeastDeviation * mean));
        var beyond = ((signals.AsOf - last).TotalDays - mean) / allowed;
        return beyond <= Remarkable
            ? null
            : new HealthAnomaly(
                "engagement",
                AnomalyType.EngagementGap,
                beyond > Grave ? Degree.High : Degree.Medium,
                $"No activity for {FormatCount.Of(days, "day")}, where one {FormatCount.Every(mean)}{Spread(deviation)} was the rule",
                signals.AsOf,
                GapCauses
            );
    }

    private static string Spread(double deviation) => deviation < 0.5 ? "" : $" (± {FormatCount.Days(deviation)})";
}
