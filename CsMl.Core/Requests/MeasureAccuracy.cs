using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Measures the quality of the predictions whose window has closed (<see cref="CountedPrediction.IsClosed"/>). If there
/// are too few, a note replaces the figure, which would be a result of chance. Predictions are read one after the other;
/// what is kept of each is in <see cref="CountedOutcomes"/>.
/// </summary>
public sealed class MeasureAccuracy(
    OutcomeStore outcomes,
    OpinionStore opinions,
    LearnedVersions versions,
    CtaReader ctas,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <param name="type">Null for the totals of every type and the figures of CHURN.</param>
    /// <param name="most">The most predictions that are looked at.</param>
    public async Task<Accuracy> RunAsync(
        string tenant,
        PredictionType? type,
        CancellationToken cancellation,
        int most = int.MaxValue
    )
    {
        var known = new CountedOutcomes(type ?? PredictionType.Churn, time.GetUtcNow());
        var hasCategory = PredictionTypes.Of(known.About).HasCategory;
        var learned = hasCategory ? await versions.ListAsync(tenant, cancellation) : [];
        var forecasts = new LearnedForecasts(learned);
        await foreach (var prediction in outcomes.ListCountedAsync(tenant, cancellation).Take(most))
        {
            if (type is null || prediction.Type == type)
            {
                known.Add(prediction);
                forecasts.Add(prediction, known.Now);
            }
        }

        return !hasCategory
            ? Accuracy.Of(known, byCta: null, comparisons: null, versions: [])
            : Accuracy.Of(
                known,
                CtaEffect.Of(known.Closed, await ctas.ListCompletedAsync(tenant, cancellation)),
                ForecastComparisons.Of(
                    known.Closed,
                    forecasts.Rivals,
                    (await settings.OfAsync(tenant, cancellation)).PredictionScale.LearnedVersion is not null,
                    await ClosedOpinionsAsync(tenant, known.Now, cancellation)
                ),
                LearnedVersionView.Of(learned)
            );
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
}
