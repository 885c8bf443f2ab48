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
    /// <summary>So many candidates are looked at for each CTA asked for, because some are skipped.</summary>
    private const int LooksPerCta = 10;

    /// <summary>And so many at least, so that a few accounts in their cooldown do not hide those behind them.</summary>
    private const int LeastLooks = 100;

    /// <param name="maxCtas">Most CTAs to create; skipped candidates do not count.</param>
    /// <param name="madeBefore">How many an earlier part of this work made: those accounts are met again and skipped.</param>
    public async Task<GeneratedCtas> RunAsync(
        string tenant,
        PredictionType type,
        int maxCtas,
        string? callerId,
        CancellationToken cancellation,
        int madeBefore = 0
    )
    {
        var looks = Math.Max(LeastLooks, maxCtas * LooksPerCta) + madeBefore;
        var results = new List<GeneratedCta>();
        var created = 0;
        var from = predictions.Value.ScaleOf(tenant).From(options.Value.MinCategory);
        await foreach (var risk in highRisk.AllAsync(tenant, type, from, null, maxCtas, cancellation))
        {
            if (created >= maxCtas || results.Count >= looks)
            {
                break;
            }

            var generated = await generateCta.RunAsync(tenant, risk.Account.Id, type, callerId, cancellation);
            if (generated is not null)
            {
                results.Add(generated);
                created += generated.WasCreated ? 1 : 0;
            }
        }

        return new GeneratedCtas(created, results.Count - created, results);
    }
}

/// <param name="Results">One each account that was looked at, highest risk first.</param>
public sealed record GeneratedCtas(int Generated, int Skipped, IReadOnlyList<GeneratedCta> Results);
