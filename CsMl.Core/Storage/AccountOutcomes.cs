using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>What is kept of one account, with the tags for a change.</summary>
public sealed record AccountOutcomes(string AccountId)
{
    public List<(CountedPrediction Prediction, string ETag)> Counted { get; } = [];

    public List<(Outcome Outcome, string ETag)> Outcomes { get; } = [];

    /// <summary>Changes with every outcome that is told; null: none was told yet.</summary>
    public string? ToldTag { get; set; }
}
