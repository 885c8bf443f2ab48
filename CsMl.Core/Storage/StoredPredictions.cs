using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>A prediction to be saved.</summary>
/// <param name="Fingerprint">Of the facts it was made from.</param>
/// <param name="RunId">The run that made it; null: a request did.</param>
public sealed record MadePrediction(Prediction Prediction, string Fingerprint, string? RunId, AccountGlance Account);

/// <summary>A prediction as it was stored.</summary>
public sealed record LatestPrediction(Prediction Prediction, string Fingerprint, string? RunId, string ETag);

/// <summary>What a list shows of an account beside its risk.</summary>
public sealed record AccountGlance(string Id, string Name, AccountType? Type, double? HealthScore)
{
    public static AccountGlance Of(AccountFacts facts, double? healthScore) =>
        new(facts.AccountId, facts.Name, facts.Type, healthScore);
}

/// <summary>What a list shows of a prediction.</summary>
/// <param name="RiskCategory">Null for the types that have none.</param>
public sealed record PredictionGlance(
    string Id,
    double Probability,
    double Confidence,
    RiskCategory? RiskCategory,
    IReadOnlyList<string> PrimaryChurnDrivers,
    string Explanation,
    DateTimeOffset PredictedAt
);

internal sealed record LatestRow(Prediction Prediction, string Fingerprint, string? RunId);

/// <param name="SuggestedCta">Of which type; null: none. So that who makes CTAs need not read the prediction of an account that has its own.</param>
internal sealed record RiskRow(
    AccountGlance Account,
    PredictionGlance Prediction,
    DateTimeOffset ValidUntil,
    CtaType? SuggestedCta
)
{
    public static RiskRow Of(Prediction prediction, AccountGlance account)
    {
        var churn = prediction as ChurnPrediction;
        return new RiskRow(
            account,
            new PredictionGlance(
                prediction.PredictionId,
                prediction.Probability,
                prediction.Confidence,
                churn?.RiskCategory,
                churn?.PrimaryChurnDrivers ?? [],
                prediction.Explanation,
                prediction.PredictedAt
            ),
            prediction.ValidUntil,
            churn?.SuggestedCTA?.Type
        );
    }
}
