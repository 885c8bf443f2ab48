using CsMl.Core.Outcomes;
using CsMl.Functions.Dashboard;
using static CsMl.Local.Commands.Report.Plot;

namespace CsMl.Local.Commands.Report;

/// <summary>The share of all departures that is found in the first tenths of the list; the diagonal is chance.</summary>
internal static class LiftPlot
{
    public static Html Of(IReadOnlyList<LiftTenth> lift)
    {
        var points = lift.Select(tenth => (X: X((double)tenth.Tenth / lift.Count), Y: Y(tenth.Captured))).ToList();
        return Plot.Of(
            "The share of all that left which is found in the accounts with the highest probabilities; the table has the same numbers.",
            "accounts from the top of the list, %",
            "found of all that left, %",
            [
                Html.Of(
                    $"""<polyline class="curve" points="{X(0)},{Y(0)} {points.Select(p => Html.Of($"{p.X},{p.Y} "))}" />"""
                ),
                .. points.Select(p => Html.Of($"""<circle class="point" cx="{p.X}" cy="{p.Y}" r="3" />""")),
            ]
        );
    }
}
