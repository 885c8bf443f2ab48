using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Total">The number of counted predictions.</param>
public sealed record TypeAccuracy(int Total, int Validated, int Accurate)
{
    internal static TypeAccuracy Of(IEnumerable<CountedPrediction> predictions) =>
        new(
            predictions.Count(),
            predictions.Count(p => p.Settlement is not null),
            predictions.Count(p => p.Settlement is { WasAccurate: true })
        );
}
