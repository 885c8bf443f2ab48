using CsMl.Core.Outcomes;

namespace CsMl.Functions.Dashboard.Charts;

/// <summary>What was predicted against what happened: on the diagonal they are the same.</summary>
internal static class ReliabilityChart
{
    private const double Size = 260;
    private const double Margin = 30;
    private const double MostRadius = 12;
    private const double LeastRadius = 3;

    public static Html Of(IReadOnlyList<ReliabilityBin> bins)
    {
        var most = Math.Max(1, bins.Max(bin => bin.Count));
        return Html.Of(
            $"""
            <svg class="chart square" viewBox="0 0 {Size} {Size}" role="img" aria-label="{Texts.Portfolio.ReliabilityChart}">
            {((double[])[0, 0.5, 1]).Select(Level)}
            <line class="today" x1="{XOf(0)}" y1="{YOf(0)}" x2="{XOf(1)}" y2="{YOf(1)}" />
            {bins.Select(bin => Point(bin, most))}
            </svg>
            """
        );
    }

    private static Html Level(double share) =>
        Html.Of(
            $"""<line class="grid" x1="{XOf(0)}" x2="{XOf(1)}" y1="{YOf(share)}" y2="{YOf(share)}" /><text x="{Margin - 4}" y="{YOf(share) + 4}">{100 * share}</text><text class="middle" x="{XOf(share)}" y="{Size - Margin + 14}">{100 * share}</text>"""
        );

    private static Html Point(ReliabilityBin bin, int most) =>
        bin is { MeanProbability: { } said, Rate: { } happened }
            ? Html.Of(
                $"""<circle class="bin" cx="{XOf(said)}" cy="{YOf(happened)}" r="{LeastRadius + (MostRadius - LeastRadius) * Math.Sqrt((double)bin.Count / most)}" />"""
            )
            : Html.Nothing;

    private static double XOf(double share) => Margin + (Size - 2 * Margin) * share;

    private static double YOf(double share) => Size - Margin - (Size - 2 * Margin) * share;
}
