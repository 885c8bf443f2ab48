namespace CsMl.Core.Outcomes;

/// <param name="From">Lowest probability of the bin, 0–1.</param>
/// <param name="To">The lower end of the next bin; the last bin includes it.</param>
/// <param name="MeanProbability">
/// The mean predicted probability; null if the bin is empty or there are too few outcomes in total.
/// </param>
/// <param name="Rate">The observed rate, 0–1; null in the same cases.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double? MeanProbability, double? Rate)
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
                    var bin = curve.GetValueOrDefault(i);
                    return new ReliabilityBin(
                        (double)i / Calibration.Bins,
                        (i + 1.0) / Calibration.Bins,
                        bin?.Count ?? 0,
                        tooFew is null ? Metric.Round(bin?.MeanProbability) : null,
                        tooFew is null ? Metric.Round(bin?.Rate) : null
                    );
                }),
        ];
    }
}
