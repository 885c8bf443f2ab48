namespace CsMl.Functions.Dashboard.Charts;

/// <summary>Ten bars, from 0 to 100 percent.</summary>
internal static class Histogram
{
    private const double Width = 320;
    private const double Height = 150;
    private const double Bottom = 130;
    private const double Top = 16;

    public static Html Of(IReadOnlyList<int> counts, string description)
    {
        var (step, most) = (Width / counts.Count, Math.Max(1, counts.Max()));
        return Html.Of(
            $"""
            <svg class="chart small" viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}">
            {counts.Select((count, i) => Bar(i * step, step, count, (Bottom - Top) * count / most))}
            <line class="grid" x1="0" x2="{Width}" y1="{Bottom}" y2="{Bottom}" />
            <text class="left" x="0" y="{Height - 4}">0 %</text><text x="{Width}" y="{Height - 4}">100 %</text>
            </svg>
            """
        );
    }

    private static Html Bar(double x, double step, int count, double height) =>
        Html.Of(
            $"""<rect class="column" x="{x + 2}" y="{Bottom - height}" width="{step - 4}" height="{height}" /><text class="middle" x="{x + step / 2}" y="{Bottom - height - 4}">{count}</text>"""
        );
}
