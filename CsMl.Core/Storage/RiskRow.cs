using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <param name="HasSuggestion">With the renewal date: so that who makes CTAs need not read what calls for none.</param>
internal sealed record RiskRow(
    AccountGlance Account,
    PredictionGlance Prediction,
    DateTimeOffset ValidUntil,
    bool HasSuggestion,
    DateTimeOffset? RenewalDate
)
{
    public static RiskRow Of(MadePrediction made)
    {
        var prediction = made.Prediction;
        return new RiskRow(
            made.Account,
            new PredictionGlance(
                prediction.PredictionId,
                prediction.Probability,
                prediction.Confidence,
                (prediction as ChurnPrediction)?.RiskCategory,
                WriteCta.DriversOf(prediction),
                prediction.Explanation,
                prediction.PredictedAt
            ),
            prediction.ValidUntil,
            CtaCall.Suggests(prediction),
            made.RenewalDate
        );
    }
}
