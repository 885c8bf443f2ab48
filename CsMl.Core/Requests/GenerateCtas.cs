using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>Makes CTAs for the accounts at greatest risk, highest first, until enough are made.</summary>
public sealed class GenerateCtas(
    ListHighRisk highRisk,
    GenerateCta generateCta,
    IOptions<CtaOptions> options,
    IOptions<PredictionOptions> predictions
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
        var from = predictions.Value.ScaleOf(tenant).From(options.Value.MinCategory);
        await foreach (var risk in highRisk.AllAsync(tenant, type, from, null, maxCtas, cancellation))
        {
            if (created >= maxCtas || looks++ >= mostLooks)
            {
                break;
            }

            var generated = await generateCta.RunAsync(tenant, risk.Account.Id, type, callerId, cancellation, runId);
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
    }
}

/// <param name="Results">Those created and the first 100 of those skipped, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results);
