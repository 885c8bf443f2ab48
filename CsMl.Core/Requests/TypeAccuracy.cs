using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <param name="Total">The number of counted predictions.</param>
/// <param name="Validated">Those whose window has closed and whose outcome is known.</param>
public sealed record TypeAccuracy(int Total, int Validated, int Accurate)
{
    internal static readonly TypeAccuracy None = new(0, 0, 0);

    internal TypeAccuracy Plus(CountedPrediction p, bool isClosed) =>
        new(Total + 1, Validated + (isClosed ? 1 : 0), Accurate + (isClosed && p.Settlement!.WasAccurate ? 1 : 0));
}
