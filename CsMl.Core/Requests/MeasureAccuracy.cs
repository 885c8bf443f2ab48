using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Measures how good predictions were on those that are validated (<see cref="CountedPrediction"/>). Where there are too
/// few, a note stands in place of a number that chance would have made.
/// </summary>
public sealed class MeasureAccuracy(OutcomeStore outcomes, CtaReader ctas)
{
    /// <param name="type">Null: totals of every type, and figures of CHURN.</param>
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
        var settled = counted.Where(p => p.Type == about && p.Settlement is not null).ToList();
        var byCta = PredictionTypes.Of(about).HasCategory ? await ByCtaAsync(tenant, settled, cancellation) : null;
        return Accuracy.Of(counted, settled, about, byCta);
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
