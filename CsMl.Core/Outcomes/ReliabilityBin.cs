namespace CsMl.Core.Outcomes;

/// <param name="From">Lowest probability of the bin, 0–1.</param>
/// <param name="To">The lower end of the next bin; the last bin includes it.</param>
/// <param name="MeanProbability">
/// The mean predicted probability; null if the bin is empty or there are too few outcomes in total.
/// </param>
/// <param name="Rate">The observed rate, 0–1; null in the same cases.</param>
/// <param name="Low">The lower end of the rate's 95 % interval (Wilson).</param>
public sealed record ReliabilityBin(
    double From,
    double To,
    int Count,
    double? MeanProbability,
    double? Rate,
    double? Low,
    double? High
)
{
    internal static IReadOnlyList<ReliabilityBin> All(IReadOnlyCollection<Forecast> forecasts, string? tooFew)
    {
        var curve = Calibration.Curve(forecasts).ToDictionary(bin => (int)Math.Round(bin.From * Calibration.Bins));
        return
        [
            .. Enumerable
                .Range(0, Calibration.Bins)
                .Select(i =>
                {
                    var bin = tooFew is null ? curve.GetValueOrDefault(i) : null;
                    var interval = bin is null ? null : Interval.Of(bin.Rate * bin.Count, bin.Count);
                    return new ReliabilityBin(
                        (double)i / Calibration.Bins,
                        (i + 1.0) / Calibration.Bins,
                        curve.GetValueOrDefault(i)?.Count ?? 0,
                        Metric.Round(bin?.MeanProbability),
                        Metric.Round(bin?.Rate),
                        Metric.Round(interval?.Low),
                        Metric.Round(interval?.High)
                    );
                }),
        ];
    }
}
