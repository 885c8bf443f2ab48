using CsMl.Core.Json;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Divides validated predictions by revenue, tenure and type of the account, as they were on the day of the prediction.
/// </summary>
internal static class DivideBySegment
{
    private const string Unknown = "unknown";
    private const int Year = 365;

    private static readonly string[] Thirds = ["lowest third", "middle third", "highest third"];

    /// <summary>Each segment beside all other accounts; none for a division into a single segment.</summary>
    public static IReadOnlyList<SegmentAccuracy> Of(IReadOnlyList<CountedPrediction> closed) =>
        [
            .. Divide("revenue", closed, RevenueOf(closed)),
            .. Divide("tenure", closed, TenureOf),
            .. Divide("type", closed, p => p.Segment?.Type is { } type ? EnumNames.Of(type) : Unknown),
        ];

    private static IEnumerable<SegmentAccuracy> Divide(
        string by,
        IReadOnlyList<CountedPrediction> closed,
        Func<CountedPrediction, string> segmentOf
    )
    {
        var segments = closed.ToLookup(segmentOf, StringComparer.Ordinal);
        return segments.Count < 2
            ? []
            : segments
                .OrderBy(segment => segment.Key, StringComparer.Ordinal)
                .Select(segment =>
                    SegmentAccuracy.Of(
                        by,
                        segment.Key,
                        [.. segment],
                        [.. segments.Where(other => other.Key != segment.Key).SelectMany(other => other)]
                    )
                );
    }

    /// <summary>Thirds of the accounts whose revenue is in the same currency: currencies cannot be compared.</summary>
    private static Func<CountedPrediction, string> RevenueOf(IReadOnlyList<CountedPrediction> closed)
    {
        var bounds = closed
            .Where(p => p.AnnualRevenue is not null)
            .GroupBy(CurrencyOf, StringComparer.Ordinal)
            .ToDictionary(
                currency => currency.Key,
                currency =>
                {
                    var sorted = currency.Select(p => p.AnnualRevenue!.Value).Order().ToList();
                    return (First: sorted[sorted.Count / 3], Second: sorted[2 * sorted.Count / 3]);
                },
                StringComparer.Ordinal
            );
        return p =>
            p.AnnualRevenue is not { } revenue ? Unknown
            : bounds[CurrencyOf(p)] is var (first, second) && revenue < first ? Thirds[0]
            : revenue < second ? Thirds[1]
            : Thirds[2];
    }

    private static string CurrencyOf(CountedPrediction p) => p.Segment?.Currency ?? "";

    private static string TenureOf(CountedPrediction p) =>
        p.Segment?.TenureDays switch
        {
            null => Unknown,
            < Year => "less than a year",
            < 3 * Year => "one to three years",
            _ => "three years and more",
        };
}
