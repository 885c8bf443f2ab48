using CsMl.Core.Outcomes;
using CsMl.Functions.Dashboard;
using static CsMl.Local.Commands.Report.Plot;

namespace CsMl.Local.Commands.Report;

/// <summary>What was foretold against what happened, with intervals: right probabilities lie on the diagonal.</summary>
internal static class ReliabilityPlot
{
    private const double LeastRadius = 3;
    private const double MostRadius = 9;

    public static Html Of(PredictionMetrics figures)
    {
        var most = figures.Calibration.Max(bin => bin.Count);
        return Plot.Of(
            $"Of {figures.Validated} predictions, the share that left against the mean that was foretold, in tenths; the table has the same numbers.",
            "foretold, %",
            "left, %",
            [
                .. figures.BaseRate.Value is { } rate
                    ? new[]
                    {
                        Html.Of(
                            $"""<line class="expected" x1="{X(0)}" x2="{X(1)}" y1="{Y(rate)}" y2="{Y(rate)}"><title>the share of all that left</title></line>"""
                        ),
                    }
                    : [],
                .. figures.Calibration.Select(bin => Point(bin, most)),
            ]
        );
    }

    private static Html Point(ReliabilityBin bin, int most) =>
        bin is { MeanProbability: { } foretold, Rate: { } rate, Low: { } low, High: { } high }
            ? Html.Of(
                $"""
                <line class="interval" x1="{X(foretold)}" x2="{X(foretold)}" y1="{Y(low)}" y2="{Y(
                    high
                )}" /><circle class="point" cx="{X(foretold)}" cy="{Y(rate)}" r="{LeastRadius
                    + (MostRadius - LeastRadius)
                        * Math.Sqrt((double)bin.Count / most)}"><title>{bin.Count} predictions</title></circle>

                """
            )
            : Html.Nothing;
}
