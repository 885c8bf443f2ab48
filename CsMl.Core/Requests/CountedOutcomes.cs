using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>The predictions that accuracy is measured on.</summary>
/// <param name="All">Of every type that was asked for.</param>
/// <param name="About">The type that the figures are about.</param>
internal sealed record CountedOutcomes(IReadOnlyList<CountedPrediction> All, PredictionType About, DateTimeOffset Now)
{
    /// <summary>Those of that type whose outcome is known and whose window has closed.</summary>
    public IReadOnlyList<CountedPrediction> Closed { get; } = [.. All.Where(p => p.Type == About && p.IsClosed(Now))];
}
