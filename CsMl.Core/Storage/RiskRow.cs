using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Storage;

/// <param name="HasSuggestion">
/// Stored with the renewal date so that CTA generation need not read accounts that need no CTA.
/// </param>
/// <param name="Terms">As of the prediction; null in rows of earlier versions.</param>
internal sealed record RiskRow(
    AccountSummary Account,
    PredictionSummary Prediction,
    DateTimeOffset ValidUntil,
    bool HasSuggestion,
    DateTimeOffset? RenewalDate,
    AccountTerms? Terms = null
)
{
    /// <summary>The prediction that this one superseded; null in rows of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RiskBefore? Before { get; init; }

    /// <summary>What the rules made of the account; null for types that nothing is learned for, and in earlier rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RulesEvidence? Evidence { get; init; }

    /// <summary>Days that the prediction looks ahead; null in earlier rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WindowDays { get; init; }

    public static RiskRow Of(MadePrediction made)
    {
        var prediction = made.Prediction;
        return new RiskRow(
            made.Account,
            new PredictionSummary(
                prediction.PredictionId,
                prediction.Probability,
                prediction.Confidence,
                prediction.OwnCategory,
                prediction.Drivers,
                prediction.Explanation,
                prediction.PredictedAt
            ),
            prediction.ValidUntil,
            prediction.CallsForCta,
            made.RenewalDate,
            made.Terms
        )
        {
            Evidence = PredictionTypes.Of(prediction.Type).IsLearned ? made.Basis?.Evidence : null,
            WindowDays = prediction.PredictionWindowDays,
        };
    }
}
