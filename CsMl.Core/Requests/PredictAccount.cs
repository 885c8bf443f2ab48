using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>
/// Answers with the stored prediction of an account while it holds, else makes, saves and answers a new one. Where that costs
/// a model's call, those who ask for the same at once wait for one of them and take what it made.
/// </summary>
public sealed class PredictAccount(
    ICrm crm,
    PredictionStore store,
    Predictor predictor,
    UpdateOpenCtas tendCtas,
    GenerateCta generateCta,
    IOptions<Ctas.CtaOptions> ctaOptions,
    TimeProvider time
)
{
    private readonly KeyedLock lanes = new();

    /// <summary>Null: there is no such account.</summary>
    public async Task<Predicted?> RunAsync(PredictQuery query, CancellationToken cancellation)
    {
        var arrival = time.GetUtcNow();
        if (!query.ForceRefresh && await FindStoredAsync(query, arrival, cancellation) is { } stored)
        {
            return stored;
        }

        return predictor.HasModel
            ? await MakeInTurnAsync(query, arrival, cancellation)
            : await MakeAsync(query, arrival, cancellation);
    }

    private async Task<Predicted?> MakeInTurnAsync(
        PredictQuery query,
        DateTimeOffset arrival,
        CancellationToken cancellation
    )
    {
        using var turn = await lanes.EnterAsync($"{query.Tenant}~{query.AccountId}~{query.Type}", cancellation);
        var now = time.GetUtcNow();
        var made = query.ForceRefresh
            ? await FindMadeSinceAsync(query, arrival, cancellation)
            : await FindStoredAsync(query, now, cancellation);
        return made ?? await MakeAsync(query, now, cancellation);
    }

    private async Task<Predicted?> MakeAsync(PredictQuery query, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await crm.FindAsync(query.Tenant, query.AccountId, cancellation) is not { } account)
        {
            return null;
        }

        var made = await predictor.PredictAsync(
            query.Tenant,
            account,
            query.Type,
            query.WindowDays ?? PredictionRequest.DefaultWindowDays,
            now,
            cancellation
        );
        // Before anything is written: most accounts have no open CTA, and then saving is the last that can fail.
        var open = await tendCtas.FindOpenAsync(query.Tenant, query.AccountId, query.Type, cancellation);
        await store.SaveAsync(query.Tenant, made, cancellation);
        await tendCtas.RunAsync(query.Tenant, made.Prediction, account.Facts, open, now, cancellation);
        return new Predicted(await WithCtaAsync(query, made.Prediction, made.Json, cancellation), false, false);
    }

    /// <summary>One that another caller had made while this one waited, of facts that were read after it came.</summary>
    private async Task<Predicted?> FindMadeSinceAsync(
        PredictQuery query,
        DateTimeOffset arrival,
        CancellationToken cancellation
    )
    {
        var latest = await store.FindLatestAsync(query.Tenant, query.AccountId, query.Type, cancellation);
        if (
            latest is null
            || latest.Prediction.PredictedAt <= arrival
            || latest.Head.WindowDays != (query.WindowDays ?? PredictionRequest.DefaultWindowDays)
            || await crm.FindFingerprintAsync(query.Tenant, query.AccountId, cancellation) != latest.Fingerprint
        )
        {
            return null;
        }

        return new Predicted(await WithCtaAsync(query, latest.Prediction, latest.Json, cancellation), false, false);
    }

    private async Task<Predicted?> FindStoredAsync(
        PredictQuery query,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var latest = await store.FindLatestAsync(query.Tenant, query.AccountId, query.Type, cancellation);
        if (
            latest is null
            || !latest.IsValidAt(now)
            || (query.WindowDays is { } asked && latest.Head.WindowDays != asked)
        )
        {
            return null;
        }

        var fingerprint = await crm.FindFingerprintAsync(query.Tenant, query.AccountId, cancellation);
        return fingerprint is null ? null : new Predicted(latest.Json, true, fingerprint != latest.Fingerprint);
    }

    private async Task<RawJson> WithCtaAsync(
        PredictQuery query,
        Prediction prediction,
        RawJson json,
        CancellationToken cancellation
    )
    {
        if (query.SkipCtaGeneration || !ctaOptions.Value.MakesOnPredict(query.Tenant))
        {
            return json;
        }

        var generated = await generateCta.RunAsync(query.Tenant, query.AccountId, query.Type, null, cancellation);
        return generated?.Cta is { } cta && generated.WasCreated
            ? RawJson.Of(prediction with { GeneratedCtaId = cta.Id })
            : json;
    }
}
