using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Lists the departures that were not foreseen, the last first: no prediction counted for the departure was at
/// high risk. How common their silence is among the others takes all counted predictions, so that an
/// index of departures would save nothing: both come from one pass over them.
/// </summary>
public sealed class ListMisses(
    OutcomeStore outcomes,
    PredictionBasisStore bases,
    LearnedVersions versions,
    TenantSettings settings,
    TimeProvider time
)
{
    private const int MostReadsAtOnce = 25;
    private const int Digits = 4;

    /// <param name="after">Continues after this place, which an earlier result returned.</param>
    public async Task<MissPage> RunAsync(string tenant, string? after, int limit, CancellationToken cancellation)
    {
        var high = (await settings.OfAsync(tenant, cancellation)).Risk.High;
        var silence = new SilenceCounts([.. ExplainMiss.Rules.Select(rule => rule.Name)]);
        var find = new FindMisses(after, limit, silence, time.GetUtcNow());
        await foreach (var prediction in outcomes.ListCountedAsync(tenant, cancellation))
        {
            find.Add(prediction);
        }

        var found = find.Take();
        var misses = new List<MissedChurn>(found.Count);
        foreach (var some in found.Chunk(MostReadsAtOnce))
        {
            misses.AddRange(
                await Task.WhenAll(some.Select(miss => DescribeAsync(tenant, miss, high, silence, cancellation)))
            );
        }

        return new MissPage(misses, high, find.IsMore ? found[^1].Place : null);
    }

    private async Task<MissedChurn> DescribeAsync(
        string tenant,
        MissedDeparture miss,
        double high,
        SilenceCounts silence,
        CancellationToken cancellation
    )
    {
        var p = miss.Prediction;
        var basis = (
            await bases.FindAsync(
                new AccountKey(tenant, p.AccountId),
                p.Type,
                new PreviousPrediction(p.PredictionId, p.PredictedAt),
                cancellation
            )
        )?.Basis;
        var described = new MissedChurn(
            p.AccountId,
            miss.LeftAt,
            (int)(miss.LeftAt - p.PredictedAt).TotalDays,
            new ComparedPrediction(p.PredictionId, p.PredictedAt, p.Probability, p.WindowDays, p.Source),
            miss.HighestProbability,
            new FrozenFacts(
                p.HealthScore,
                p.AnnualRevenue,
                p.Segment?.Currency,
                p.ActiveDays,
                p.Segment?.TenureDays,
                p.Segment?.Type
            ),
            Seen: [],
            Silent: [],
            SameSilence: null,
            Missing: null
        );
        var learned = basis?.LearnedVersion is { } number
            ? await versions.FindAsync(tenant, number, cancellation)
            : null;
        return basis is null ? described : Explained(described, basis, learned?.Learned.Model, high, silence);
    }

    private static MissedChurn Explained(
        MissedChurn miss,
        PredictionBasis basis,
        ChurnModel? model,
        double high,
        SilenceCounts silence
    )
    {
        var shares = basis.Findings.ToDictionary(f => f.Rule, f => f.RulesLogOdds ?? f.LogOdds, StringComparer.Ordinal);
        var silent = ExplainMiss.Rules.Select(r => r.Name).Where(r => shares.GetValueOrDefault(r) <= 0).ToList();
        return miss with
        {
            Seen =
            [
                .. basis
                    .Findings.OrderByDescending(f => f.LogOdds)
                    .Select(f => new SeenFact(f.Rule, f.Factor, Math.Round(f.LogOdds, Digits), f.Sentence)),
            ],
            Silent = [.. silent.Select(r => new SilentRule(r, silence.AmongStayed([r]), silence.AmongLeft([r])))],
            SameSilence = silence.AmongStayed(silent),
            Missing =
                miss.Prediction.Probability < high
                    ? ExplainMiss.Of(
                        miss.Prediction.Probability,
                        miss.Prediction.PredictionWindowDays,
                        basis.Findings,
                        model,
                        high
                    )
                    : null,
        };
    }
}
