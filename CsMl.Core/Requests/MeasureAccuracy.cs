using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Measures the quality of the predictions whose window has closed (<see cref="CountedPrediction.IsClosed"/>). If there
/// are too few, a note replaces the figure, which would be a result of chance.
/// </summary>
public sealed class MeasureAccuracy(OutcomeStore outcomes, CtaReader ctas, TimeProvider time)
{
    /// <param name="type">Null for the totals of every type and the figures of CHURN.</param>
    public async Task<Accuracy> RunAsync(string tenant, PredictionType? type, CancellationToken cancellation)
    {
        var counted = new List<CountedPrediction>();
        await foreach (var prediction in outcomes.ListCountedAsync(tenant, cancellation))
        {
            if (type is null || prediction.Type == type)
            {
                counted.Add(prediction);
            }
        }

        var about = type ?? PredictionType.Churn;
        var now = time.GetUtcNow();
        var settled = counted.Where(p => p.Type == about && p.IsClosed(now)).ToList();
        var byCta = PredictionTypes.Of(about).HasCategory ? await ByCtaAsync(tenant, settled, cancellation) : null;
        return Accuracy.Of(counted, settled, about, byCta, now);
    }

    private async Task<CtaEffect> ByCtaAsync(
        string tenant,
        IReadOnlyList<CountedPrediction> settled,
        CancellationToken cancellation
    )
    {
        var all = new List<Accounts.Cta>();
        await foreach (var cta in ctas.ListAllAsync(tenant, cancellation))
        {
            all.Add(cta.Cta);
        }

        return CtaEffect.Of(settled, CtaEffect.Completed(all));
    }
}
