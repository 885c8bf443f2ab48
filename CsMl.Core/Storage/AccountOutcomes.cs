using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>The stored outcomes, counted predictions and opinions of one account, with the ETags needed to change them.</summary>
public sealed record AccountOutcomes(string AccountId)
{
    public List<(CountedPrediction Prediction, string ETag)> Counted { get; } = [];

    public List<(Outcome Outcome, string ETag)> Outcomes { get; } = [];

    public List<StoredOpinion> Opinions { get; } = [];

    /// <summary>ETag of a row that changes with every recorded outcome; null if none was recorded yet.</summary>
    public string? ToldTag { get; set; }
}
