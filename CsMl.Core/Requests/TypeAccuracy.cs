using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Total">The number of counted predictions.</param>
/// <param name="Validated">Those whose window has closed and whose outcome is known.</param>
public sealed record TypeAccuracy(int Total, int Validated, int Accurate)
{
    internal static TypeAccuracy Of(IEnumerable<CountedPrediction> predictions, DateTimeOffset now) =>
        new(
            predictions.Count(),
            predictions.Count(p => p.IsClosed(now)),
            predictions.Count(p => p.IsClosed(now) && p.Settlement!.WasAccurate)
        );
}
