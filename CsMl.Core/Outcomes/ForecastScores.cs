namespace CsMl.Core.Outcomes;

/// <summary>How one forecaster did. Less is better, but for the area.</summary>
/// <param name="LogLoss">The mean logarithmic loss, in nats (Good 1952).</param>
/// <param name="Auc">Null if all or none happened.</param>
public sealed record ForecastScores(double? LogLoss, double? Brier, double? Auc, double? Ece)
{
    private const double Least = 1e-4;

    internal static ForecastScores Of(IReadOnlyCollection<Forecast> forecasts) =>
        forecasts.Count == 0
            ? new ForecastScores(null, null, null, null)
            : new ForecastScores(
                Metric.Round(forecasts.Average(LossOf)),
                Metric.Round(Calibration.Brier(forecasts)),
                Metric.Round(Ranking.Auc(forecasts)),
                Metric.Round(Calibration.Error(forecasts))
            );

    /// <summary>The logarithmic loss of one forecast. One of 0 or 1 counts as .0001 or .9999: no loss is infinite.</summary>
    internal static double LossOf(Forecast f)
    {
        var p = Math.Clamp(f.Score, Least, 1 - Least);
        return -Math.Log(f.Happened ? p : 1 - p);
    }
}
