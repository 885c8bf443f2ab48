namespace CsMl.Core.Outcomes;

/// <summary>
/// Measures whether predicted probabilities match observed rates: of the accounts predicted at 30 %, three in ten
/// should leave.
/// </summary>
public static class Calibration
{
    public const int Bins = 10;

    /// <summary>
    /// Mean squared difference between probability and outcome: 0 is perfect, and a constant forecast of the base rate
    /// gets the variance of the outcomes (Brier 1950). Null without forecasts.
    /// </summary>
    public static double? Brier(IReadOnlyCollection<Forecast> forecasts) =>
        forecasts.Count == 0 ? null : forecasts.Average(f => Math.Pow(f.Score - (f.Happened ? 1 : 0), 2));

    /// <summary>
    /// Expected calibration error: the difference between mean probability and rate in ten bins of equal width,
    /// averaged with the number of forecasts in each bin as its weight (Naeini, Cooper, Hauskrecht 2015). Null without
    /// forecasts.
    /// </summary>
    public static double? Error(IReadOnlyCollection<Forecast> forecasts) =>
        forecasts.Count == 0
            ? null
            : Curve(forecasts).Sum(b => b.Count * Math.Abs(b.MeanProbability - b.Rate)) / forecasts.Count;

    /// <summary>The non-empty bins, lowest first.</summary>
    public static IReadOnlyList<CalibrationBin> Curve(IReadOnlyCollection<Forecast> forecasts) =>
        [
            .. forecasts
                .GroupBy(f => Math.Clamp((int)(f.Score * Bins), 0, Bins - 1))
                .OrderBy(g => g.Key)
                .Select(g => new CalibrationBin(
                    (double)g.Key / Bins,
                    (g.Key + 1.0) / Bins,
                    g.Count(),
                    g.Average(f => f.Score),
                    g.Average(f => f.Happened ? 1.0 : 0.0)
                )),
        ];
}
