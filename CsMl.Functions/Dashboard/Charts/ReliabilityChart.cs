using CsMl.Core.Outcomes;

namespace CsMl.Functions.Dashboard.Charts;

/// <summary>What was predicted against what happened, with intervals: on the diagonal they are the same.</summary>
internal static class ReliabilityChart
{
    private const double Size = 320;
    private const double Margin = 40;
    private const double TextHeight = 4;
    private const double MostRadius = 9;
    private const double LeastRadius = 3;

    public static Html Of(PredictionMetrics figures)
    {
        var most = Math.Max(1, figures.Calibration.Max(bin => bin.Count));
        return Html.Of(
            $"""
            <svg class="chart square" viewBox="0 0 {Size} {Size}" role="img" aria-label="{Texts.Portfolio.ReliabilityChart}">
            {((double[])[0, 0.25, 0.5, 0.75, 1]).Select(Level)}
            <line class="today" x1="{XOf(0)}" y1="{YOf(0)}" x2="{XOf(1)}" y2="{YOf(1)}" />
            {(figures.BaseRate.Value is { } rate ? BaseRate(rate) : Html.Nothing)}
            {figures.Calibration.Select(bin => Point(bin, most))}
            <text class="middle" x="{Size / 2}" y="{Size - TextHeight}">{Texts.Portfolio.Across}</text>
            <text class="left" x="{TextHeight}" y="{Margin / 2}">{Texts.Portfolio.Upwards}</text>
            </svg>
            """
        );
    }

    private static Html Level(double share) =>
        Html.Of(
            $"""<line class="grid" x1="{XOf(0)}" x2="{XOf(1)}" y1="{YOf(share)}" y2="{YOf(share)}" /><text x="{Margin - TextHeight}" y="{YOf(share) + TextHeight}">{100 * share}</text><text class="middle" x="{XOf(share)}" y="{Size - Margin / 2}">{100 * share}</text>"""
        );

    private static Html BaseRate(double rate) =>
        Html.Of(
            $"""<line class="today" x1="{XOf(0)}" x2="{XOf(1)}" y1="{YOf(rate)}" y2="{YOf(rate)}"><title>{Texts.Portfolio.BaseRate}</title></line>"""
        );

    private static Html Point(ReliabilityBin bin, int most) =>
        bin is { MeanProbability: { } said, Rate: { } happened, Low: { } low, High: { } high }
            ? Html.Of(
                $"""<line class="whisker" x1="{XOf(said)}" x2="{XOf(said)}" y1="{YOf(low)}" y2="{YOf(high)}" /><circle class="bin" cx="{XOf(said)}" cy="{YOf(happened)}" r="{LeastRadius + (MostRadius - LeastRadius) * Math.Sqrt((double)bin.Count / most)}"><title>{bin.Count} {Texts.Portfolio.Predictions}</title></circle>"""
            )
            : Html.Nothing;

    private static double XOf(double share) => Margin + (Size - 2 * Margin) * share;

    private static double YOf(double share) => Size - Margin - (Size - 2 * Margin) * share;
}
