using CsMl.Core.Outcomes;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>The accuracy of a group of predictions.</summary>
/// <param name="Validated">Those whose window has closed and whose outcome is known.</param>
/// <param name="MeanProbability">
/// The mean probability of the validated predictions, for comparison with the base rate; null if none is validated.
/// </param>
/// <param name="BaseRate">Happened divided by validated.</param>
public sealed record GroupAccuracy(
    int Total,
    int Validated,
    int Accurate,
    int Happened,
    double? MeanProbability,
    Metric BaseRate,
    Metric Accuracy
)
{
    /// <param name="settled">Those whose window has closed and whose outcome is known.</param>
    internal static GroupAccuracy Of(int total, IReadOnlyList<CountedPrediction> settled)
    {
        var accurate = settled.Count(p => p.Settlement!.WasAccurate);
        var happened = settled.Count(p => p.Settlement!.Happened);
        var few = Metric.TooFew(settled.Count);
        return new GroupAccuracy(
            total,
            settled.Count,
            accurate,
            happened,
            settled.Count == 0 ? null : Metric.Round(settled.Average(p => p.Probability)),
            few is null ? Metric.Share(happened, settled.Count, null) : Metric.None(few),
            few is null
                ? Metric.Share(accurate, settled.Count, PredictionMetrics.MostCommon(settled))
                : Metric.None(few)
        );
    }
}
