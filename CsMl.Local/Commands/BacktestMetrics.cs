using CsMl.Core.Outcomes;

namespace CsMl.Local.Commands;

/// <summary>Metrics of one predictor; each is null if it is not defined.</summary>
/// <param name="Ece">Expected calibration error over ten bins of equal width.</param>
internal sealed record BacktestMetrics(double? Auc, double? Brier, double? Ece, double? TopDecileLift)
{
    /// <summary>Only where models are compared that one of them was learned.</summary>
    public double? LogLoss { get; init; }

    public static BacktestMetrics Of(IReadOnlyList<Forecast> forecasts) =>
        new(
            Ranking.Auc(forecasts),
            Calibration.Brier(forecasts),
            Calibration.Error(forecasts),
            Ranking.TopDecileLift(forecasts)
        );
}
