using CsMl.Core.Outcomes;

namespace CsMl.Functions.Dashboard.Portfolio;

/// <summary>The segments of the accounts that are treated worse than the others; nothing if none is.</summary>
internal static class SegmentSection
{
    public static Html Of(IReadOnlyList<SegmentAccuracy> segments)
    {
        var worse = segments.Where(segment => segment.Warning is not null).ToList();
        return worse.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="segments">
                <h2 id="segments">{Texts.Portfolio.Segments}</h2>
                <ul>{worse.Select(Item)}</ul>
                </section>
                """
            );
    }

    private static Html Item(SegmentAccuracy segment) =>
        Html.Of(
            $"""
            <li><strong>{segment.By}: {segment.Segment}</strong> <span class="hint">{segment.Warning} {segment.Happened} {Texts.Portfolio.OutOf} {segment.Validated} {Texts.Portfolio.LeftOf}</span></li>
            """
        );
}
