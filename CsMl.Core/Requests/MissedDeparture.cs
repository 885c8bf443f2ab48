using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>A departure, with what was predicted of it.</summary>
/// <param name="Prediction">The last of these predictions.</param>
/// <param name="HighestProbability">The highest of them, 0–1.</param>
/// <param name="IsForeseen">True if one of them was at high or critical risk, by the thresholds of its day.</param>
internal sealed record MissedDeparture(
    CountedPrediction Prediction,
    DateTimeOffset LeftAt,
    double HighestProbability,
    bool IsForeseen
)
{
    public static MissedDeparture Of(CountedPrediction p, DateTimeOffset leftAt) =>
        new(p, leftAt, p.Probability, p.Category >= RiskCategory.High);

    /// <summary>The same departure, with an earlier prediction of it.</summary>
    public MissedDeparture With(CountedPrediction earlier) =>
        this with
        {
            HighestProbability = Math.Max(HighestProbability, earlier.Probability),
            IsForeseen = IsForeseen || earlier.Category >= RiskCategory.High,
        };

    /// <summary>Its place in a list: last departure first, then by account.</summary>
    public string Place => EntityKey.Of(ResultKeys.Newest(LeftAt), Prediction.AccountId);
}
