using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Predictions;

/// <summary>A prediction to be saved.</summary>
/// <param name="Facts">The version that it was made from.</param>
/// <param name="RunId">The run that made it; null: a request did.</param>
public sealed record MadePrediction(Prediction Prediction, FactsVersion Facts, string? RunId, AccountSummary Account)
{
    private RawJson? json;

    /// <summary>Of the account, as far as it is known: who makes CTAs asks for it.</summary>
    public DateTimeOffset? RenewalDate { get; init; }

    /// <summary>Null: nothing is kept of how it came about, and it does not count for accuracy.</summary>
    public PredictionBasis? Basis { get; init; }

    /// <summary>The prediction as it is stored and answered, written once.</summary>
    public RawJson Json => json ??= PredictionJson.Of(Prediction);
}
