using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
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
/// <param name="Versions">
/// What was learned, newest first: the newest version, and those with which what is to be used changed. Empty for types
/// other than CHURN.
/// </param>
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
    ForecastComparisons? Comparisons,
    IReadOnlyList<LearnedVersionView> Versions
)
{
    internal static Accuracy Of(
        CountedOutcomes outcomes,
        CtaEffect? byCta,
        ForecastComparisons? comparisons,
        IReadOnlyList<LearnedVersionView> versions
    )
    {
        var (about, settled) = (outcomes.About, outcomes.Closed);
        var figures = PredictionMetrics.Of(settled, about);
        var validated = outcomes.ByType.Values.Sum(type => type.Validated);
        var accurate = outcomes.ByType.Values.Sum(type => type.Accurate);
        var byMonth = settled.ToLookup(CountedOutcomes.MonthOf, StringComparer.Ordinal);
        var byCategory = settled.ToLookup(p => p.Category);
        var note = Metric.TooFew(validated);
        return new Accuracy(
            outcomes.ByType.Values.Sum(type => type.Total),
            validated,
            accurate,
            note is null ? Metric.Round((double)accurate / validated) : null,
            note,
            outcomes.SettledEarly,
            outcomes.ByType.ToDictionary(type => EnumNames.Of(type.Key), type => type.Value, StringComparer.Ordinal),
            about,
            figures,
            Enum.GetValues<PredictionSource>()
                .Reverse()
                .ToDictionary(
                    source => EnumNames.Of(source),
                    source => PredictionMetrics.Of([.. settled.Where(p => p.Source == source)], about),
                    StringComparer.Ordinal
                ),
            outcomes.OfMonth.ToDictionary(
                month => month.Key,
                month => GroupAccuracy.Of(month.Value, [.. byMonth[month.Key]]),
                StringComparer.Ordinal
            ),
            outcomes
                .OfCategory.Reverse()
                .ToDictionary(
                    category => EnumNames.Of(category.Key),
                    category => GroupAccuracy.Of(category.Value, [.. byCategory[category.Key]]),
                    StringComparer.Ordinal
                ),
            byCta,
            TellingPower.Of(figures.Validated, figures.Happened, figures.Auc.Value),
            PredictionTypes.Of(about).HasCategory ? DivideBySegment.Of(settled) : [],
            comparisons,
            versions
        );
    }
}
