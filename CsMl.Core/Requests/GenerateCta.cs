using System.Text.Json.Serialization;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>Makes the CTA that an account's valid prediction calls for, once.</summary>
public sealed class GenerateCta(
    ICrm crm,
    PredictionStore predictions,
    CtaStore ctas,
    IOptions<CtaOptions> options,
    TimeProvider time
)
{
    /// <summary>Null: the account has no valid prediction of the type.</summary>
    /// <param name="runId">A run that goes on after it was cut off: the CTA that it made before is made now.</param>
    /// <param name="callerId">Who owns the CTA where the account has no owner.</param>
    public async Task<GeneratedCta?> RunAsync(
        string tenant,
        string accountId,
        PredictionType type,
        string? callerId,
        CancellationToken cancellation,
        string? runId = null
    )
    {
        var now = time.GetUtcNow();
        var latest = await predictions.FindLatestAsync(tenant, accountId, type, cancellation);
        if (latest is null || !latest.IsValidAt(now))
        {
            return null;
        }

        if (await FindMadeByRunAsync(tenant, latest, runId, cancellation) is { } madeBefore)
        {
            return madeBefore;
        }

        var prediction = latest.Prediction;
        if (PlanCta.WhyNone(prediction, options.Value) is { } none)
        {
            return GeneratedCta.Skipped(prediction, none);
        }

        // Before the account, which most of those that have their CTA need not be asked for.
        var cooldown = TimeSpan.FromDays(options.Value.CooldownDays);
        var ctaType = ((ChurnPrediction)prediction).SuggestedCTA!.Type;
        var slot = await ctas.FindSlotAsync(tenant, accountId, ctaType, cancellation);
        if (slot?.Slot.WhyHeld(cooldown, now) is { } held)
        {
            return await NotMadeAsync(held);
        }

        if (await crm.FindAsync(tenant, accountId, cancellation) is not { } account)
        {
            return null;
        }

        var plan = PlanCta.For(prediction, account.Facts, options.Value, callerId, now);
        if (plan.Cta is null)
        {
            return GeneratedCta.Skipped(prediction, plan.SkippedReason!);
        }

        var creation = await ctas.CreateAsync(tenant, plan.Cta, latest, slot, cooldown, now, cancellation);
        return creation.Created is { } created
            ? GeneratedCta.Made(prediction, created)
            : await NotMadeAsync(creation.Reason!);

        async Task<GeneratedCta> NotMadeAsync(string reason)
        {
            // Of two that close the same run, the other may have made it since the prediction was read.
            var newest = runId is null
                ? null
                : await predictions.FindLatestAsync(tenant, accountId, type, cancellation);
            return await FindMadeByRunAsync(tenant, newest, runId, cancellation)
                ?? GeneratedCta.Skipped(prediction, reason);
        }
    }

    private async Task<GeneratedCta?> FindMadeByRunAsync(
        string tenant,
        LatestPrediction? latest,
        string? runId,
        CancellationToken cancellation
    ) =>
        runId is not null
        && latest?.RunId == runId
        && latest.Prediction.GeneratedCtaId is { } id
        && await ctas.FindAsync(tenant, latest.Prediction.AccountId, id, cancellation) is { } cta
            ? GeneratedCta.Made(latest.Prediction, cta)
            : null;
}

/// <summary>What came of asking for a CTA.</summary>
/// <param name="Cta">Null where none was created.</param>
/// <param name="SkippedReason">Why not; absent where one was created.</param>
public sealed record GeneratedCta(
    string AccountId,
    Cta? Cta,
    string PredictionId,
    string GenerationReason,
    bool WasCreated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SkippedReason = null
)
{
    public static GeneratedCta Made(Prediction prediction, Cta cta) =>
        new(prediction.AccountId, cta, prediction.PredictionId, PlanCta.ReasonOf(prediction), true);

    public static GeneratedCta Skipped(Prediction prediction, string reason) =>
        Skipped(prediction.AccountId, prediction.PredictionId, PlanCta.ReasonOf(prediction), reason);

    public static GeneratedCta Skipped(string accountId, string predictionId, string generationReason, string reason) =>
        new(accountId, null, predictionId, generationReason, false, reason);
}
