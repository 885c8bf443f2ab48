using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>A departure that none of the predictions counted for it put at high risk.</summary>
/// <param name="Prediction">The last of these predictions.</param>
/// <param name="HighestProbability">The highest of them, 0–1.</param>
internal sealed record MissedDeparture(CountedPrediction Prediction, DateTimeOffset LeftAt, double HighestProbability)
{
    /// <summary>Its place in a list: last departure first, then by account.</summary>
    public string Place => EntityKey.Of(ResultKeys.Newest(LeftAt), Prediction.AccountId);
}
