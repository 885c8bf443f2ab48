namespace CsMl.Core.Outcomes;

/// <summary>Whether probabilities mean what they say: of the accounts at 30 %, do three in ten leave?</summary>
public static class Calibration
{
    public const int Bins = 10;

    /// <summary>
    /// Mean squared distance between probability and what happened: 0 is perfect, and the constant base rate gets
    /// the variance of the outcomes (Brier 1950). Null without forecasts.
    /// </summary>
    public static double? Brier(IReadOnlyCollection<Forecast> forecasts) =>
        forecasts.Count == 0 ? null : forecasts.Average(f => Math.Pow(f.Score - (f.Happened ? 1 : 0), 2));

    /// <summary>
    /// Expected calibration error: over ten bins of equal width, the distance between mean probability and rate,
    /// each bin by the forecasts in it (Naeini, Cooper, Hauskrecht 2015). Null without forecasts.
    /// </summary>
    public static double? Error(IReadOnlyCollection<Forecast> forecasts) =>
        forecasts.Count == 0
            ? null
            : Curve(forecasts).Sum(b => b.Count * Math.Abs(b.MeanProbability - b.Rate)) / forecasts.Count;

    /// <summary>The bins that hold forecasts, lowest first.</summary>
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
