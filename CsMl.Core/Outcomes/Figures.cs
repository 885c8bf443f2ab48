using CsMl.Core.Predictions;

namespace CsMl.Core.Outcomes;

/// <summary>
/// How good the predictions of one type were. Beside each number stands what the base rate alone would have got: a
/// forecaster that gives every account the share that it turned out to be.
/// </summary>
/// <param name="Validated">Outcomes that the numbers rest on.</param>
/// <param name="Happened">How many of them were what the probability was of: accounts that left, for CHURN.</param>
/// <param name="BaseRate">Happened of validated, 0–1.</param>
/// <param name="Accuracy">Right of validated. The base rate foretells for all what is true of most.</param>
/// <param name="Precision">Happened of those predicted (probability ≥ .5). Predicting at random finds the base rate.</param>
/// <param name="Recall">Predicted of those that happened. Predicting as many at random finds the share predicted.</param>
/// <param name="Auc"><see cref="Ranking.Auc"/></param>
/// <param name="Brier"><see cref="Calibration.Brier"/></param>
/// <param name="Ece"><see cref="Calibration.Error"/></param>
/// <param name="TopDecileLift"><see cref="Ranking.TopDecileLift"/></param>
/// <param name="MeanAbsoluteError">Of the predicted health score, in points; "it stays as it is" is the base rate's. HEALTH_TREND alone, else null.</param>
/// <param name="Calibration">The ten bins of the calibration error, lowest first.</param>
public sealed record Figures(
    int Validated,
    int Happened,
    Figure BaseRate,
    Figure Accuracy,
    Figure Precision,
    Figure Recall,
    Figure Auc,
    Figure Brier,
    Figure Ece,
    Figure TopDecileLift,
    Figure? MeanAbsoluteError,
    IReadOnlyList<ReliabilityBin> Calibration
)
{
    private const double PredictedFrom = 0.5;

    internal static Figures Of(IReadOnlyList<CountedPrediction> settled, PredictionType type)
    {
        var forecasts = settled.Select(p => new Forecast(p.Probability, p.Settlement!.Happened)).ToList();
        var all = forecasts.Count;
        var happened = forecasts.Count(f => f.Happened);
        var predicted = forecasts.Count(f => f.Score >= PredictedFrom);
        var hits = forecasts.Count(f => f.Happened && f.Score >= PredictedFrom);
        var rate = all == 0 ? 0 : (double)happened / all;
        var auc = Ranking.Auc(forecasts);
        var few = Figure.TooFew(all);
        var fewHappened = few ?? Figure.TooFewOf("of what was foretold", happened);
        return new Figures(
            all,
            happened,
            Told(few, () => Figure.Share(happened, all, null)),
            Told(few, () => Figure.Share(settled.Count(p => p.Settlement!.WasAccurate), all, MostCommon(settled))),
            Told(few ?? Figure.TooFewOf("predicted", predicted), () => Figure.Share(hits, predicted, rate)),
            Told(fewHappened, () => Figure.Share(hits, happened, (double)predicted / all)),
            Told(
                fewHappened ?? Figure.TooFewOf("of the opposite", all - happened),
                () => Figure.Of(auc, 0.5, Interval.OfAuc(auc, happened, all - happened))
            ),
            Told(few, () => Figure.Of(Outcomes.Calibration.Brier(forecasts), rate * (1 - rate))),
            Told(few, () => Figure.Of(Outcomes.Calibration.Error(forecasts), 0)),
            Told(fewHappened, () => Figure.Of(Ranking.TopDecileLift(forecasts), 1)),
            type == PredictionType.HealthTrend ? Told(few, () => Error(settled)) : null,
            ReliabilityBin.All(forecasts, few)
        );
    }

    private static Figure Told(string? note, Func<Figure> figure) => note is null ? figure() : Figure.None(note);

    /// <summary>The share of what was most common: it happened or not, or one of a health trend's three directions.</summary>
    internal static double MostCommon(IReadOnlyList<CountedPrediction> settled) =>
        (double)settled.GroupBy(Told).Max(g => g.Count()) / settled.Count;

    private static string Told(CountedPrediction p) =>
        p.Type == PredictionType.HealthTrend ? p.Settlement!.ActualOutcome : p.Settlement!.Happened.ToString();

    private static Figure Error(IReadOnlyList<CountedPrediction> settled) =>
        Figure.Of(
            settled.Average(p => Math.Abs(p.PredictedScore!.Value - p.Settlement!.ActualScore!.Value)),
            settled.Average(p => Math.Abs(p.HealthScore!.Value - p.Settlement!.ActualScore!.Value))
        );
}
