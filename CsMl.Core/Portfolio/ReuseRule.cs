using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>Decides whether a run keeps a stored prediction instead of making a new one.</summary>
internal sealed class ReuseRule(Predictor predictor)
{
    /// <summary>
    /// True if the stored prediction is valid, made from the same facts, and a new one would not differ. In a nightly
    /// run the rules, which cost nothing, predict again for the new day; a model predicts again only if the result of
    /// the rules has changed, because silence grows while the facts stay the same. Fallback predictions are always
    /// retried.
    /// </summary>
    public bool IsStillBest(
        LatestPrediction? latest,
        EffectiveSettings settings,
        KnownAccount account,
        RunRecord run,
        DateTimeOffset now
    ) =>
        latest is not null
        && latest.IsValidAt(now)
        && latest.Head.Listing == LatestHead.ListingOf(account.LifecycleAt(now).State, run.Type)
        && latest.Head.WindowDays == settings.WindowDays
        && latest.Fingerprint == account.Fingerprint
        && (latest.Prediction.DataQuality.FactsAsOf is null || account.StaleSince is not null)
        && latest.Head.FallbackReason switch
        {
            null => (predictor.HasModel || run.KeepsUnchanged)
                && predictor.IsUnchanged(
                    settings.Risk,
                    account,
                    latest.Prediction.Type,
                    latest.Head.WindowDays,
                    latest.Head.PredictedAt,
                    now
                ),
            FallbackReason.InsufficientData => run.KeepsUnchanged,
            _ => !predictor.HasModel && run.KeepsUnchanged,
        };
}
