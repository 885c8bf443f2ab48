using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>
/// Makes CTAs for the accounts at greatest risk, highest first, until enough are made. Those that have theirs stand
/// first night after night, so they are known beforehand, from a few pages of slots, and cost nothing each.
/// </summary>
public sealed class GenerateCtas(
    ListHighRisk highRisk,
    GenerateCta generateCta,
    CtaStore ctas,
    IOptions<CtaOptions> options,
    IOptions<PredictionOptions> predictions,
    TimeProvider time
)
{
    /// <summary>
    /// So many accounts at least are looked at, however few CTAs are asked for: those that have theirs stand first,
    /// and a call that asks for one must come past all of them.
    /// </summary>
    private const int LeastLooks = 1_000;

    private const int LooksPerCta = 10;

    /// <summary>Most skipped accounts that an answer names; the count tells of the rest.</summary>
    private const int MostSkipped = 100;

    /// <param name="runId">Counts those that this run made before it was cut off as made now.</param>
    /// <param name="maxCtas">Most CTAs to create; skipped candidates do not count.</param>
    public async Task<GeneratedCtas> RunAsync(
        string tenant,
        PredictionType type,
        int maxCtas,
        string? callerId,
        CancellationToken cancellation,
        string? runId = null
    )
    {
        var mostLooks = Math.Max(LeastLooks, maxCtas * LooksPerCta);
        var results = new List<GeneratedCta>();
        var (looks, created, skipped) = (0, 0, 0);
        var now = time.GetUtcNow();
        var cooldown = TimeSpan.FromDays(options.Value.CooldownDays);
        var held = await ctas.ListHeldAsync(tenant, cooldown, now, cancellation);
        var from = predictions.Value.ScaleOf(tenant).From(options.Value.MinCategory);
        await foreach (var risk in highRisk.AllAsync(tenant, type, from, null, maxCtas, cancellation))
        {
            if (created >= maxCtas || looks++ >= mostLooks)
            {
                break;
            }

            var generated =
                FindHeld(risk)
                ?? await generateCta.RunAsync(tenant, risk.Account.Id, type, callerId, cancellation, runId);
            if (generated is { WasCreated: true })
            {
                created++;
                results.Add(generated);
            }
            else if (generated is not null && ++skipped <= MostSkipped)
            {
                results.Add(generated);
            }
        }

        return new GeneratedCtas(created, skipped, results);

        GeneratedCta? FindHeld(RankedRisk risk)
        {
            if (risk.SuggestedCta is not { } ctaType || held.Find(risk.Account.Id, ctaType) is not { } slot)
            {
                return null;
            }

            var made = risk.Prediction;
            // A run that goes on after it was cut off may have made this one itself.
            return runId is not null && slot.PredictionId == made.Id
                ? null
                : GeneratedCta.Skipped(
                    risk.Account.Id,
                    made.Id,
                    PlanCta.ReasonOf(made.RiskCategory!.Value, made.Probability, made.PrimaryChurnDrivers[0]),
                    slot.WhyHeld(cooldown, now)!
                );
        }
    }
}

/// <param name="Results">Those created and the first 100 of those skipped, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results);
