using CsMl.Core.Outcomes;

namespace CsMl.Core.Requests;

/// <summary>Predictions that have something in common.</summary>
/// <param name="MeanProbability">What was foretold of those that are validated, beside their base rate; null: none is.</param>
/// <param name="BaseRate">Happened of validated.</param>
public sealed record GroupAccuracy(
    int Total,
    int Validated,
    int Accurate,
    int Happened,
    double? MeanProbability,
    Figure BaseRate,
    Figure Accuracy
)
{
    internal static GroupAccuracy Of(IEnumerable<CountedPrediction> predictions)
    {
        var settled = predictions.Where(p => p.Settlement is not null).ToList();
        var accurate = settled.Count(p => p.Settlement!.WasAccurate);
        var happened = settled.Count(p => p.Settlement!.Happened);
        var few = Figure.TooFew(settled.Count);
        return new GroupAccuracy(
            predictions.Count(),
            settled.Count,
            accurate,
            happened,
            settled.Count == 0 ? null : Figure.Round(settled.Average(p => p.Probability)),
            few is null ? Figure.Share(happened, settled.Count, null) : Figure.None(few),
            few is null ? Figure.Share(accurate, settled.Count, Figures.MostCommon(settled)) : Figure.None(few)
        );
    }
}
