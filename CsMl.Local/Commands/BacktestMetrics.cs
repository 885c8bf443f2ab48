using CsMl.Core.Outcomes;

namespace CsMl.Local.Commands;

/// <summary>Metrics of one predictor; each is null if it is not defined.</summary>
/// <param name="Ece">Expected calibration error over ten bins of equal width.</param>
internal sealed record BacktestMetrics(double? Auc, double? Brier, double? Ece, double? TopDecileLift)
{
    public static BacktestMetrics Of(IReadOnlyList<Forecast> forecasts) =>
        new(
            Ranking.Auc(forecasts),
            Calibration.Brier(forecasts),
            Calibration.Error(forecasts),
            Ranking.TopDecileLift(forecasts)
        );
}
