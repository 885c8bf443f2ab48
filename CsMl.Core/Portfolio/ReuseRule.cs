using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>Decides whether a run keeps a stored prediction instead of making a new one.</summary>
internal sealed class ReuseRule(Predictor predictor)
{
    /// <summary>
    /// It is valid, made from the same facts, and a new one would not differ. At night the rules, which cost nothing, predict
    /// again for the new day; a model only where the rules have changed their result, because silence grows while the facts
    /// stay the same. Fallback predictions are always retried.
    /// </summary>
    public bool IsStillBest(
        LatestPrediction? latest,
        string tenant,
        KnownAccount account,
        RunRecord run,
        DateTimeOffset now
    ) =>
        latest is not null
        && latest.IsValidAt(now)
        && latest.Head.WindowDays == PredictionRequest.DefaultWindowDays
        && latest.Fingerprint == account.Fingerprint
        && latest.Head.FallbackReason switch
        {
            null => (predictor.HasModel || run.Kind == RunKind.Batch)
                && predictor.IsUnchanged(
                    tenant,
                    account,
                    latest.Prediction.Type,
                    latest.Head.WindowDays,
                    latest.Head.PredictedAt,
                    now
                ),
            FallbackReason.InsufficientData => run.Kind == RunKind.Batch,
            _ => !predictor.HasModel && run.Kind == RunKind.Batch,
        };
}
