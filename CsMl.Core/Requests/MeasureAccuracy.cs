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
public sealed class MeasureAccuracy(OutcomeStore outcomes, OpinionStore opinions, CtaReader ctas, TimeProvider time)
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

        var known = new CountedOutcomes(counted, type ?? PredictionType.Churn, time.GetUtcNow());
        return PredictionTypes.Of(known.About).HasCategory
            ? Accuracy.Of(
                known,
                await ByCtaAsync(tenant, known.Closed, cancellation),
                ForecastComparisons.Of(known.Closed, await ClosedOpinionsAsync(tenant, known.Now, cancellation))
            )
            : Accuracy.Of(known, byCta: null, comparisons: null);
    }

    private async Task<List<Opinion>> ClosedOpinionsAsync(
        string tenant,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var closed = new List<Opinion>();
        await foreach (var opinion in opinions.ListAllAsync(tenant, cancellation))
        {
            if (opinion.Prediction.IsClosed(now))
            {
                closed.Add(opinion);
            }
        }

        return closed;
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
