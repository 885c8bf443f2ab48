using System.Text.Json.Serialization;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>An account that needs somebody today.</summary>
/// <param name="RevenueAtRisk">Probability × annual revenue; null if its revenue is unknown.</param>
/// <param name="Change">Over seven days; null if there is no prediction from then or before.</param>
/// <param name="Why">One sentence: what moved the probability most, or else its strongest driver.</param>
/// <param name="Next">Null if neither a recommendation nor a CTA says what to do.</param>
/// <param name="Health">The scores of the last 180 days, oldest first.</param>
/// <param name="FactsUntil">The date of the newest fact that has one; null if none has.</param>
/// <param name="FactsChanged">True if the facts are others than those of the prediction.</param>
public sealed record MorningAccount(
    ListedAccount Account,
    PredictionSummary Prediction,
    decimal? RevenueAtRisk,
    RiskChange? Change,
    string Why,
    NextStep? Next,
    IReadOnlyList<HealthPoint> Health,
    DateTimeOffset? FactsUntil,
    bool FactsChanged
)
{
    /// <summary>Days that the prediction looks ahead; null in rows of earlier versions.</summary>
    [JsonIgnore]
    public int? WindowDays { get; init; }

    /// <summary>Of the facts that were read.</summary>
    [JsonIgnore]
    public string? Fingerprint { get; init; }
}
