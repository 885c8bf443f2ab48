namespace CsMl.Core.Outcomes;

/// <param name="From">Lowest probability of the bin, 0–1.</param>
/// <param name="To">Where the next one begins; the last includes it.</param>
/// <param name="MeanProbability">What was foretold; null: the bin is empty, or there are too few outcomes in all.</param>
/// <param name="Rate">What happened, 0–1; null as before.</param>
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
