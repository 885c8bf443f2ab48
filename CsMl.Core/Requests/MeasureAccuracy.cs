using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Counts how many predictions were validated and how many of those were right. Of each account and type the first
/// prediction of a calendar month counts, so that refreshing one does not weigh it twice.
/// </summary>
public sealed class MeasureAccuracy(Tables tables)
{
    /// <param name="type">Null: every type.</param>
    public async Task<Accuracy> RunAsync(string tenant, PredictionType? type, CancellationToken cancellation)
    {
        var byType = new SortedDictionary<PredictionType, (int Total, int Validated, int Accurate)>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var prediction in FirstOfEachMonthAsync(tenant, bucket, cancellation))
            {
                if (type is null || prediction.Type == type)
                {
                    var (total, validated, accurate) = byType.GetValueOrDefault(prediction.Type);
                    byType[prediction.Type] = (
                        total + 1,
                        validated + (prediction.Validation is null ? 0 : 1),
                        accurate + (prediction.Validation is { WasAccurate: true } ? 1 : 0)
                    );
                }
            }
        }

        var (allValidated, allAccurate) = (byType.Values.Sum(t => t.Validated), byType.Values.Sum(t => t.Accurate));
        return new Accuracy(
            byType.Values.Sum(t => t.Total),
            allValidated,
            allAccurate,
            allValidated == 0 ? null : Math.Round((double)allAccurate / allValidated, 4),
            byType.ToDictionary(
                t => PredictionTypes.Name(t.Key),
                t => new TypeAccuracy(t.Value.Total, t.Value.Accurate),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>History lies newest first, by account and type, so that the first of a month is the last one met.</summary>
    private async IAsyncEnumerable<Prediction> FirstOfEachMonthAsync(
        string tenant,
        int bucket,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Prediction? earliest = null;
        await foreach (
            var row in tables.Results.QueryAsync(Bucket.Partition(tenant, bucket), ResultKeys.Histories, cancellation)
        )
        {
            var prediction = JsonSerializer.Deserialize(row.Json.Span, CoreJson.Plain.Prediction)!;
            if (earliest is not null && !SameMonth(earliest, prediction))
            {
                yield return earliest;
            }

            earliest = prediction;
        }

        if (earliest is not null)
        {
            yield return earliest;
        }
    }

    private static bool SameMonth(Prediction a, Prediction b) =>
        a.AccountId == b.AccountId
        && a.Type == b.Type
        && a.PredictedAt.Year == b.PredictedAt.Year
        && a.PredictedAt.Month == b.PredictedAt.Month;
}

/// <param name="Value">Accurate of validated, 0–1; null: none is validated yet.</param>
public sealed record Accuracy(
    int TotalPredictions,
    int ValidatedCount,
    int AccurateCount,
    [property: System.Text.Json.Serialization.JsonPropertyName("accuracy")] double? Value,
    IReadOnlyDictionary<string, TypeAccuracy> ByType
);

public sealed record TypeAccuracy(int Total, int Accurate);
