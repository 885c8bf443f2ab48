using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Predictions;

/// <summary>
/// The one place that decides who predicts. Today the rules always do; every prediction says so, and why, in its
/// source and fallback reason.
/// </summary>
public sealed class Predictor(IOptions<PredictionOptions> options)
{
    /// <summary>Whether a model is there to be asked.</summary>
    public bool HasModel { get; }

    public Task<MadePrediction> PredictAsync(
        string tenant,
        KnownAccount account,
        PredictionType type,
        int windowDays,
        DateTimeOffset now,
        CancellationToken cancellation,
        string? runId = null
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var signals = Signals.Of(account.Facts, now);
        var rules = PredictByRules.Judge(
            new PredictionRequest(
                account.Facts,
                type,
                now,
                windowDays,
                options.Value.ScaleOf(tenant),
                options.Value.ValidityDays
            ),
            signals
        );
        var glance = AccountGlance.Of(account.Facts, signals.HealthScore);
        return Task.FromResult(new MadePrediction(rules.Prediction, account.Fingerprint, runId, glance));
    }
}
