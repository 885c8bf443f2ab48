using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Returns the stored prediction of an account while it is valid; otherwise makes, saves and returns a new one. If that
/// needs a model call, concurrent callers with the same query wait for one call and share its result.
/// </summary>
public sealed class PredictAccount(
    AccountIndex index,
    FindAccount find,
    FetchAccount fetch,
    PredictionReader reader,
    PredictionWriter writer,
    Predictor predictor,
    UpdateOpenCtas tendCtas,
    GenerateCta generateCta,
    TenantSettings settings,
    TimeProvider time
)
{
    private readonly KeyedLock _lanes = new();

    /// <summary>Null if there is no such account.</summary>
    public async Task<Predicted?> RunAsync(PredictQuery query, CancellationToken cancellation)
    {
        var arrival = query.Key?.At ?? time.GetUtcNow();
        var latest = await FindLatestAsync(query, cancellation);
        if (query.Key is { IsAgain: true } && await MadeBeforeAsync(query, latest, cancellation) is { } made)
        {
            return made;
        }

        if (!IsForEveryAccount(query))
        {
            if (
                IsAnswer(query, latest, arrival)
                && await find.IsUnchangedCustomerAsync(query.Account, latest!, cancellation)
            )
            {
                return new Predicted(latest!.Json, true, false);
            }

            // Facts of the index are read and checked again when a prediction is made from them.
            if (
                (IsAnswer(query, latest, arrival) || !fetch.ReadsIndex)
                && await find.RunAsync(query.Account, cancellation) is { } known
                && Refuse(known, query, arrival) is { } refused
            )
            {
                return refused;
            }
        }

        if (query.OnlyStored)
        {
            return await FromStoreAsync(query, latest, arrival, cancellation)
                ?? (await index.HasAsync(query.Account, cancellation) ? Predicted.Missing : null);
        }

        if (predictor.HasModel)
        {
            return await RunInTurnAsync(query, arrival, cancellation);
        }

        return await FromStoreAsync(query, latest, arrival, cancellation)
            ?? await MakeAsync(query, latest, arrival, cancellation);
    }

    /// <summary>Null if the type can be predicted of the account.</summary>
    private static Predicted? Refuse(KnownAccount account, PredictQuery query, DateTimeOffset now) =>
        account.LifecycleAt(now) is { IsCustomer: false } lifecycle && !IsForEveryAccount(query)
            ? Predicted.Refused(lifecycle)
            : null;

    /// <summary>The health of an account is known after it has left, too.</summary>
    private static bool IsForEveryAccount(PredictQuery query) => PredictionTypes.Of(query.Type).IsScoreForecast;

    private async Task<Predicted?> RunInTurnAsync(
        PredictQuery query,
        DateTimeOffset arrival,
        CancellationToken cancellation
    )
    {
        var key = EntityKey.Of(query.Account.Tenant, query.Account.AccountId, EnumNames.Of(query.Type));
        var turn = _lanes.TryEnter(key);
        if (
            turn is null
            && await FromStoreAsync(query, await FindLatestAsync(query, cancellation), arrival, cancellation)
                is { } stored
        )
        {
            // A stored prediction is returned without waiting for another caller's model call.
            return stored;
        }

        using (turn ??= await _lanes.EnterAsync(key, cancellation))
        {
            var now = query.Key?.At ?? time.GetUtcNow();
            var latest = await FindLatestAsync(query, cancellation);
            var made = query.ForceRefresh
                ? await MadeSinceAsync(query, latest, arrival, cancellation)
                : await FromStoreAsync(query, latest, now, cancellation);
            return made ?? await MakeAsync(query, latest, now, cancellation);
        }
    }

    private Task<LatestPrediction?> FindLatestAsync(PredictQuery query, CancellationToken cancellation) =>
        reader.FindLatestAsync(query.Account, query.Type, cancellation);

    /// <summary>The stored prediction, if it answers the query.</summary>
    private async Task<Predicted?> FromStoreAsync(
        PredictQuery query,
        LatestPrediction? latest,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => IsAnswer(query, latest, now) ? await StoredAsync(query.Account, latest!, cancellation) : null;

    private static bool IsAnswer(PredictQuery query, LatestPrediction? latest, DateTimeOffset now) =>
        !query.ForceRefresh
        && latest is not null
        && latest.IsValidAt(now)
        && (query.WindowDays is not { } asked || latest.Head.WindowDays == asked);

    /// <summary>Null if the account was removed.</summary>
    private async Task<Predicted?> StoredAsync(
        AccountKey account,
        LatestPrediction latest,
        CancellationToken cancellation
    ) =>
        await index.FindVersionAsync(account, cancellation) is { } facts
            ? new Predicted(latest.Json, true, facts.Fingerprint != latest.Fingerprint)
            : null;

    /// <summary>
    /// A prediction that another caller made while this one waited, if it is newer than this call and its facts are
    /// current.
    /// </summary>
    private async Task<Predicted?> MadeSinceAsync(
        PredictQuery query,
        LatestPrediction? latest,
        DateTimeOffset arrival,
        CancellationToken cancellation
    )
    {
        if (
            latest is null
            || latest.Head.PredictedAt <= arrival
            || latest.Head.WindowDays != await WindowDaysAsync(query, cancellation)
            || (await index.FindVersionAsync(query.Account, cancellation))?.Fingerprint != latest.Fingerprint
        )
        {
            return null;
        }

        return new Predicted(await WithCtaAsync(query, latest, cancellation), false, false);
    }

    private async ValueTask<int> WindowDaysAsync(PredictQuery query, CancellationToken cancellation) =>
        query.WindowDays ?? (await settings.OfAsync(query.Account.Tenant, cancellation)).WindowDays;

    /// <summary>
    /// The prediction that an earlier attempt of this request made before it was cut off, with what the attempt may not
    /// have come to; null if it made none.
    /// </summary>
    private async Task<Predicted?> MadeBeforeAsync(
        PredictQuery query,
        LatestPrediction? latest,
        CancellationToken cancellation
    )
    {
        var key = query.Key!;
        if (latest is null || latest.Head.PredictionId != key.Id)
        {
            return await reader.FindSupersededAsync(query.Account, query.Type, key.At, key.Id, cancellation) is { } old
                ? new Predicted(old, false, false)
                : null;
        }

        if (await find.RunAsync(query.Account, cancellation) is { } account)
        {
            var open = await tendCtas.FindOpenAsync(query.Account, query.Type, cancellation);
            await tendCtas.RunAsync(query.Account.Tenant, latest, account, open, key.At, cancellation);
        }

        return new Predicted(await WithCtaAsync(query, latest, cancellation), false, false);
    }

    private async Task<Predicted?> MakeAsync(
        PredictQuery query,
        LatestPrediction? before,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (await fetch.RunAsync(query.Account, cancellation) is not { } fetched)
        {
            return null;
        }

        var account = await find.WithRetentionAsync(query.Account, fetched, cancellation);
        if (Refuse(account, query, now) is { } refused)
        {
            return refused;
        }

        var applied = await settings.OfAsync(query.Account.Tenant, cancellation);
        var made = await predictor.PredictAsync(
            query.Account.Tenant,
            account,
            query.Type,
            query.WindowDays ?? applied.WindowDays,
            applied.PredictionScale,
            now,
            cancellation,
            predictionId: query.Key?.Id
        );
        // Read before anything is written: for most accounts, which have no open CTA, saving is then the last step that
        // can fail.
        var open = await tendCtas.FindOpenAsync(query.Account, query.Type, cancellation);
        var latest = await writer.SaveAsync(query.Account.Tenant, made, before, cancellation);
        if (latest is null)
        {
            return null;
        }

        if (latest.Head.PredictionId != made.Prediction.PredictionId)
        {
            // Another writer saved a prediction from newer facts, or on a newer scale, meanwhile.
            return await StoredAsync(query.Account, latest, cancellation) is { } stored
                ? stored with
                {
                    Limit = made.Limit,
                }
                : null;
        }

        await tendCtas.RunAsync(query.Account.Tenant, latest, account, open, now, cancellation);
        return new Predicted(await WithCtaAsync(query, latest, cancellation), false, false) { Limit = made.Limit };
    }

    private async Task<RawJson> WithCtaAsync(
        PredictQuery query,
        LatestPrediction latest,
        CancellationToken cancellation
    )
    {
        if (
            query.SkipCtaGeneration
            || latest.Head.IsRescored
            || !(await settings.OfAsync(query.Account.Tenant, cancellation)).Ctas.AutoGenerateOnPredict
        )
        {
            return latest.Json;
        }

        GeneratedCta? generated;
        try
        {
            generated = await generateCta.RunAsync(
                new GenerateCtaQuery(query.Account, query.Type) { Latest = latest },
                cancellation
            );
        }
        catch (LimitReachedException)
        {
            // The prediction is made; its CTA can be made on another day.
            return latest.Json;
        }

        return generated?.Cta is { } cta && generated.WasCreated
            ? PredictionJson.Of(latest.Prediction with { GeneratedCtaId = cta.Id })
            : latest.Json;
    }
}
