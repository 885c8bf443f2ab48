using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Total">Predictions that count.</param>
public sealed record TypeAccuracy(int Total, int Validated, int Accurate)
{
    internal static TypeAccuracy Of(IEnumerable<CountedPrediction> predictions) =>
        new(
            predictions.Count(),
            predictions.Count(p => p.Settlement is not null),
            predictions.Count(p => p.Settlement is { WasAccurate: true })
        );
}
