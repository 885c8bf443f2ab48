using System.Globalization;
using System.Text.Json.Serialization;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Measures how good predictions were on those that are validated (<see cref="CountedPrediction"/>). Where there are too
/// few, a note stands in place of a number that chance would have made.
/// </summary>
public sealed class MeasureAccuracy(OutcomeStore outcomes, StoredCtas ctas)
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
        var byCta = about == PredictionType.Churn ? await ByCtaAsync(tenant, settled, cancellation) : null;
        return Accuracy.Of(counted, settled, about, byCta);
    }

    private async Task<CtaEffect> ByCtaAsync(
        string tenant,
        IReadOnlyList<CountedPrediction> settled,
        CancellationToken cancellation
    )
    {
        var all = new List<Ctas.Cta>();
        await foreach (var cta in ctas.ListAllAsync(tenant, cancellation))
        {
            all.Add(cta.Cta);
        }

        return CtaEffect.Of(settled, CtaEffect.Completed(all));
    }
}

/// <param name="Value">Accurate of validated, 0–1; null with a note where too few are validated.</param>
/// <param name="PredictionType">What the rest is about: the type that was asked for, else CHURN.</param>
/// <param name="ByMonth">By the month (UTC) of the prediction, oldest first.</param>
/// <param name="ByCategory">By risk category, as it was; empty for the types that have none.</param>
/// <param name="ByCta">Null for other types than CHURN.</param>
public sealed record Accuracy(
    int TotalPredictions,
    int ValidatedCount,
    int AccurateCount,
    [property: JsonPropertyName("accuracy")] double? Value,
    string? Note,
    IReadOnlyDictionary<string, TypeAccuracy> ByType,
    PredictionType PredictionType,
    Figures Figures,
    IReadOnlyDictionary<string, Figures> BySource,
    IReadOnlyDictionary<string, GroupAccuracy> ByMonth,
    IReadOnlyDictionary<string, GroupAccuracy> ByCategory,
    CtaEffect? ByCta
)
{
    internal static Accuracy Of(
        IReadOnlyList<CountedPrediction> counted,
        IReadOnlyList<CountedPrediction> settled,
        PredictionType about,
        CtaEffect? byCta
    )
    {
        var validated = counted.Count(p => p.Settlement is not null);
        var accurate = counted.Count(p => p.Settlement is { WasAccurate: true });
        var note = Figure.TooFew(validated);
        return new Accuracy(
            counted.Count,
            validated,
            accurate,
            note is null ? Figure.Round((double)accurate / validated) : null,
            note,
            counted
                .GroupBy(p => p.Type)
                .OrderBy(g => g.Key)
                .ToDictionary(g => PredictionTypes.Name(g.Key), TypeAccuracy.Of, StringComparer.Ordinal),
            about,
            Figures.Of(settled, about),
            new Dictionary<string, Figures>(StringComparer.Ordinal)
            {
                ["llm"] = Figures.Of([.. settled.Where(p => p.Source == PredictionSource.Llm)], about),
                ["rules"] = Figures.Of([.. settled.Where(p => p.Source == PredictionSource.Rules)], about),
            },
            counted
                .Where(p => p.Type == about)
                .GroupBy(Month)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, GroupAccuracy.Of, StringComparer.Ordinal),
            counted
                .Where(p => p.Type == about && p.Category is not null)
                .GroupBy(p => p.Category!.Value)
                .OrderByDescending(g => g.Key)
                .ToDictionary(g => Explain.Word(g.Key), GroupAccuracy.Of, StringComparer.Ordinal),
            byCta
        );
    }

    /// <summary>Such as <c>2026-03</c>.</summary>
    private static string Month(CountedPrediction p) =>
        p.PredictedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <param name="Total">Predictions that count.</param>
public sealed record TypeAccuracy(int Total, int Validated, int Accurate)
{
    internal static TypeAccuracy Of(IEnumerable<CountedPrediction> predictions) =>
        new(
            predictions.Count(),
            predictions.Count(p => p.Settlement is not null),
            predictions.Count(p => p.Settlement is { WasAccurate: true })
        );
}

/// <summary>Predictions that have something in common.</summary>
/// <param name="MeanProbability">What was foretold of those that are validated, beside their base rate; null: none is.</param>
/// <param name="BaseRate">Happened of validated.</param>
public sealed record GroupAccuracy(
    int Total,
    int Validated,
    int Accurate,
    int Happened,
    double? MeanProbability,
    Figure BaseRate,
    Figure Accuracy
)
{
    internal static GroupAccuracy Of(IEnumerable<CountedPrediction> predictions)
    {
        var settled = predictions.Where(p => p.Settlement is not null).ToList();
        var accurate = settled.Count(p => p.Settlement!.WasAccurate);
        var happened = settled.Count(p => p.Settlement!.Happened);
        var few = Figure.TooFew(settled.Count);
        return new GroupAccuracy(
            predictions.Count(),
            settled.Count,
            accurate,
            happened,
            settled.Count == 0 ? null : Figure.Round(settled.Average(p => p.Probability)),
            few is null ? Figure.Share(happened, settled.Count, null) : Figure.None(few),
            few is null ? Figure.Share(accurate, settled.Count, Figures.MostCommon(settled)) : Figure.None(few)
        );
    }
}
