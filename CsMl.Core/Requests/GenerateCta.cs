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
        var latest = await predictions.FindLatestAsync(tenant, accountId, type, now, cancellation);
        if (latest is null || !latest.Prediction.IsValidAt(now))
        {
            return null;
        }

        if (
            runId is not null
            && latest.RunId == runId
            && latest.Prediction.GeneratedCtaId is { } madeBefore
            && await ctas.FindAsync(tenant, accountId, madeBefore, cancellation) is { } existing
        )
        {
            return new GeneratedCta(
                accountId,
                existing,
                latest.Prediction.PredictionId,
                PlanCta.ReasonOf(latest.Prediction),
                true
            );
        }

        if (await crm.FindAsync(tenant, accountId, cancellation) is not { } account)
        {
            return null;
        }

        var prediction = latest.Prediction;
        var plan = PlanCta.For(prediction, account.Facts, options.Value, callerId, now);
        if (plan.Cta is null)
        {
            return GeneratedCta.Skipped(prediction, plan.SkippedReason!);
        }

        var creation = await ctas.CreateAsync(
            tenant,
            plan.Cta,
            type,
            TimeSpan.FromDays(options.Value.CooldownDays),
            now,
            cancellation
        );
        return creation.Created is { } created
            ? new GeneratedCta(accountId, created, prediction.PredictionId, PlanCta.ReasonOf(prediction), true)
            : GeneratedCta.Skipped(prediction, creation.Reason!);
    }
}

/// <summary>What came of asking for a CTA.</summary>
/// <param name="Cta">Null where none was created.</param>
/// <param name="SkippedReason">Why not, or null.</param>
public sealed record GeneratedCta(
    string AccountId,
    Cta? Cta,
    string PredictionId,
    string GenerationReason,
    bool WasCreated,
    string? SkippedReason = null
)
{
    public static GeneratedCta Skipped(Prediction prediction, string reason) =>
        new(prediction.AccountId, null, prediction.PredictionId, PlanCta.ReasonOf(prediction), false, reason);
}
