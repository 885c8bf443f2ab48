using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>Answers with the stored prediction of an account while it holds, else makes, saves and answers a new one.</summary>
public sealed class PredictAccount(
    ICrm crm,
    PredictionStore store,
    Predictor predictor,
    GenerateCta generateCta,
    IOptions<Ctas.CtaOptions> ctaOptions,
    TimeProvider time
)
{
    /// <summary>Null: there is no such account.</summary>
    public async Task<Predicted?> RunAsync(PredictQuery query, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!query.ForceRefresh && await FindStoredAsync(query, now, cancellation) is { } stored)
        {
            return stored;
        }

        if (await crm.FindAsync(query.Tenant, query.AccountId, cancellation) is not { } account)
        {
            return null;
        }

        var made = await predictor.PredictAsync(query.Tenant, account, query.Type, query.WindowDays, now, cancellation);
        await store.SaveAsync(query.Tenant, made, cancellation);
        return new Predicted(await WithCtaAsync(query, made.Prediction, cancellation), false, false);
    }

    private async Task<Predicted?> FindStoredAsync(
        PredictQuery query,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var latest = await store.FindLatestAsync(query.Tenant, query.AccountId, query.Type, now, cancellation);
        if (
            latest is null
            || !latest.Prediction.IsValidAt(now)
            || latest.Prediction.PredictionWindowDays != query.WindowDays
        )
        {
            return null;
        }

        var fingerprint = await crm.FindFingerprintAsync(query.Tenant, query.AccountId, cancellation);
        return fingerprint is null ? null : new Predicted(latest.Prediction, true, fingerprint != latest.Fingerprint);
    }

    private async Task<Prediction> WithCtaAsync(
        PredictQuery query,
        Prediction prediction,
        CancellationToken cancellation
    )
    {
        if (query.SkipCtaGeneration || !ctaOptions.Value.AutoGenerateOnPredict)
        {
            return prediction;
        }

        var generated = await generateCta.RunAsync(query.Tenant, query.AccountId, query.Type, null, cancellation);
        return generated?.Cta is { } cta && generated.WasCreated
            ? prediction with
            {
                GeneratedCtaId = cta.Id,
            }
            : prediction;
    }
}

/// <param name="WindowDays">How far ahead to look; a stored prediction of another window does not answer it.</param>
public sealed record PredictQuery(
    string Tenant,
    string AccountId,
    PredictionType Type,
    int WindowDays = PredictionRequest.DefaultWindowDays,
    bool ForceRefresh = false,
    bool SkipCtaGeneration = false
);

/// <param name="Cached">It was stored before.</param>
/// <param name="FactsChangedSince">The account's facts are no longer those it was made from.</param>
public sealed record Predicted(Prediction Prediction, bool Cached, bool FactsChangedSince);
