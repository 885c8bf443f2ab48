using System.Globalization;
using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Requests;

/// <param name="Value">
/// Share of validated predictions that were accurate, 0–1; null with a note if too few are validated.
/// </param>
/// <param name="ValidatedCount">The number of predictions whose window has closed and whose outcome is known.</param>
/// <param name="SettledEarly">Predictions that no figure counts yet.</param>
/// <param name="PredictionType">
/// The type of all figures except the totals: the requested type, or CHURN by default.
/// </param>
/// <param name="ByMonth">Grouped by the month (UTC) of the prediction, oldest first.</param>
/// <param name="ByCategory">Grouped by the predicted risk category; empty for types without categories.</param>
/// <param name="ByCta">Null for types other than CHURN.</param>
/// <param name="CanTell">What so many outcomes can tell, and what they cannot.</param>
/// <param name="BySegment">Each segment of the accounts beside all others; empty for types other than CHURN.</param>
/// <param name="Comparisons">Who foretold better; null for types other than CHURN.</param>
public sealed record Accuracy(
    int TotalPredictions,
    int ValidatedCount,
    int AccurateCount,
    [property: JsonPropertyName("accuracy")] double? Value,
    string? Note,
    SettledEarly SettledEarly,
    IReadOnlyDictionary<string, TypeAccuracy> ByType,
    PredictionType PredictionType,
    PredictionMetrics Figures,
    IReadOnlyDictionary<string, PredictionMetrics> BySource,
    IReadOnlyDictionary<string, GroupAccuracy> ByMonth,
    IReadOnlyDictionary<string, GroupAccuracy> ByCategory,
    CtaEffect? ByCta,
    string CanTell,
    IReadOnlyList<SegmentAccuracy> BySegment,
    ForecastComparisons? Comparisons
)
{
    internal static Accuracy Of(CountedOutcomes outcomes, CtaEffect? byCta, ForecastComparisons? comparisons)
    {
        var (counted, about, now) = outcomes;
        var settled = outcomes.Closed;
        var figures = PredictionMetrics.Of(settled, about);
        var validated = counted.Count(p => p.IsClosed(now));
        var accurate = counted.Count(p => p.IsClosed(now) && p.Settlement!.WasAccurate);
        var note = Metric.TooFew(validated);
        return new Accuracy(
            counted.Count,
            validated,
            accurate,
            note is null ? Metric.Round((double)accurate / validated) : null,
            note,
            SettledEarly.Of(counted, now),
            counted
                .GroupBy(p => p.Type)
                .OrderBy(g => g.Key)
                .ToDictionary(g => EnumNames.Of(g.Key), g => TypeAccuracy.Of(g, now), StringComparer.Ordinal),
            about,
            figures,
            Enum.GetValues<PredictionSource>()
                .Reverse()
                .ToDictionary(
                    source => EnumNames.Of(source),
                    source => PredictionMetrics.Of([.. settled.Where(p => p.Source == source)], about),
                    StringComparer.Ordinal
                ),
            counted
                .Where(p => p.Type == about)
                .GroupBy(Month)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => GroupAccuracy.Of(g, now), StringComparer.Ordinal),
            counted
                .Where(p => p.Type == about && p.Category is not null)
                .GroupBy(p => p.Category!.Value)
                .OrderByDescending(g => g.Key)
                .ToDictionary(g => EnumNames.Of(g.Key), g => GroupAccuracy.Of(g, now), StringComparer.Ordinal),
            byCta,
            TellingPower.Of(figures.Validated, figures.Happened, figures.Auc.Value),
            PredictionTypes.Of(about).HasCategory ? DivideBySegment.Of(settled) : [],
            comparisons
        );
    }

    /// <summary>Such as <c>2026-03</c>.</summary>
    private static string Month(CountedPrediction p) =>
        p.PredictedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
