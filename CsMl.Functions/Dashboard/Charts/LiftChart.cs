using CsMl.Core.Outcomes;

namespace CsMl.Functions.Dashboard.Charts;

/// <summary>The share that left in each tenth of the ranked accounts, with its interval, and the share of all.</summary>
internal static class LiftChart
{
    private const double Width = 320;
    private const double Height = 180;
    private const double Left = 34;
    private const double Top = 8;
    private const double Bottom = 156;

    public static Html Of(IReadOnlyList<LiftTenth> tenths)
    {
        var (step, all) = ((Width - Left) / tenths.Count, tenths.Sum(t => t.Happened) / tenths.Sum(t => t.Count));
        return Html.Of(
            $"""
            <svg class="chart small" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Texts.Portfolio.LiftChart}">
            {((double[])[0, 0.5, 1]).Select(Level)}
            {tenths.Select((tenth, i) => Column(tenth, Left + i * step, step))}
            <line class="today" x1="{Left}" x2="{Width}" y1="{YOf(all)}" y2="{YOf(all)}" />
            </svg>
            """
        );
    }

    private static Html Level(double share) =>
        Html.Of(
            $"""<line class="grid" x1="{Left}" x2="{Width}" y1="{YOf(share)}" y2="{YOf(share)}" /><text x="{Left - 4}" y="{YOf(share) + 4}">{100 * share}</text>"""
        );

    private static Html Column(LiftTenth tenth, double x, double step)
    {
        var (middle, top, width) = (x + step / 2, YOf(tenth.Rate), step - 6);
        return Html.Of(
            $"""<rect class="column" x="{x + 3}" y="{top}" width="{width}" height="{Bottom - top}" /><line class="whisker" x1="{middle}" x2="{middle}" y1="{YOf(tenth.Low)}" y2="{YOf(tenth.High)}" /><text class="middle" x="{middle}" y="{Height - 6}">{tenth.Tenth}</text>"""
        );
    }

    private static double YOf(double share) => Bottom - (Bottom - Top) * share;
}
