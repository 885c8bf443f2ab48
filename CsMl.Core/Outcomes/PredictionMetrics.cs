using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Quality metrics for the predictions of one type. Each is reported with the value that the base rate alone achieves:
/// a forecast that gives every account the observed share.
/// </summary>
/// <param name="Validated">The number of outcomes that the metrics are computed from.</param>
/// <param name="Happened">
/// The number of outcomes in which the predicted event happened: accounts that left, for CHURN.
/// </param>
/// <param name="BaseRate">Happened divided by validated, 0–1.</param>
/// <param name="Accuracy">
/// Share of validated predictions that were correct. The base rate forecast predicts the most common outcome for all.
/// </param>
/// <param name="Precision">
/// Share of predicted events (probability ≥ .5) that happened. A random forecast achieves the base rate.
/// </param>
/// <param name="Recall">
/// Share of events that were predicted. A random forecast of as many events achieves the share predicted.
/// </param>
/// <param name="Auc"><see cref="Ranking.Auc"/></param>
/// <param name="Brier"><see cref="Calibration.Brier"/></param>
/// <param name="Ece"><see cref="Calibration.Error"/></param>
/// <param name="TopDecileLift"><see cref="Ranking.TopDecileLift"/></param>
/// <param name="MeanAbsoluteError">
/// Mean absolute error of the predicted health score, in points; the base rate forecast is an unchanged score. Only for
/// HEALTH_TREND, otherwise null.
/// </param>
/// <param name="Calibration">The ten bins of the calibration error, lowest first.</param>
/// <param name="Lift">
/// The lift curve by tenths, the highest probabilities first; empty where <see cref="TopDecileLift"/> has no value.
/// </param>
public sealed record PredictionMetrics(
    int Validated,
    int Happened,
    Metric BaseRate,
    Metric Accuracy,
    Metric Precision,
    Metric Recall,
    Metric Auc,
    Metric Brier,
    Metric Ece,
    Metric TopDecileLift,
    Metric? MeanAbsoluteError,
    IReadOnlyList<ReliabilityBin> Calibration,
    IReadOnlyList<LiftTenth> Lift
)
{
    private const double PredictedFrom = 0.5;

    internal static PredictionMetrics Of(IReadOnlyList<CountedPrediction> settled, PredictionType type)
    {
        var forecasts = settled.Select(p => new Forecast(p.Probability, p.Settlement!.Happened)).ToList();
        var all = forecasts.Count;
        var happened = forecasts.Count(f => f.Happened);
        var predicted = forecasts.Count(f => f.Score >= PredictedFrom);
        var hits = forecasts.Count(f => f.Happened && f.Score >= PredictedFrom);
        var rate = all == 0 ? 0 : (double)happened / all;
        var auc = Ranking.Auc(forecasts);
        var few = Metric.TooFew(all);
        var fewHappened = few ?? Metric.TooFewOf("of what was foretold", happened);
        return new PredictionMetrics(
            all,
            happened,
            Told(few, () => Metric.Share(happened, all, null)),
            Told(few, () => Metric.Share(settled.Count(p => p.Settlement!.WasAccurate), all, MostCommon(settled))),
            Told(few ?? Metric.TooFewOf("predicted", predicted), () => Metric.Share(hits, predicted, rate)),
            Told(fewHappened, () => Metric.Share(hits, happened, (double)predicted / all)),
            Told(
                fewHappened ?? Metric.TooFewOf("of the opposite", all - happened),
                () => Metric.Of(auc, 0.5, Interval.OfAuc(auc, happened, all - happened))
            ),
            Told(few, () => Metric.Of(Outcomes.Calibration.Brier(forecasts), rate * (1 - rate))),
            Told(few, () => Metric.Of(Outcomes.Calibration.Error(forecasts), 0)),
            Told(fewHappened, () => Metric.Of(Ranking.TopDecileLift(forecasts), 1)),
            PredictionTypes.Of(type).IsScoreForecast ? Told(few, () => Error(settled)) : null,
            ReliabilityBin.All(forecasts, few),
            fewHappened is null ? LiftTenth.All(forecasts) : []
        );
    }

    private static Metric Told(string? note, Func<Metric> figure) => note is null ? figure() : Metric.None(note);

    /// <summary>
    /// The share of the most common outcome: happened or not, or one of a health trend's three directions.
    /// </summary>
    internal static double MostCommon(IReadOnlyList<CountedPrediction> settled) =>
        (double)settled.GroupBy(Told).Max(g => g.Count()) / settled.Count;

    private static string Told(CountedPrediction p) =>
        PredictionTypes.Of(p.Type).IsScoreForecast ? p.Settlement!.ActualOutcome : p.Settlement!.Happened.ToString();

    private static Metric Error(IReadOnlyList<CountedPrediction> settled) =>
        Metric.Of(
            settled.Average(p => Math.Abs(p.PredictedScore!.Value - p.Settlement!.ActualScore!.Value)),
            settled.Average(p => Math.Abs(p.HealthScore!.Value - p.Settlement!.ActualScore!.Value))
        );
}
