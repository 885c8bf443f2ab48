namespace CsMl.Functions.Dashboard.Charts;

/// <summary>A small line without axes, such as the course of a health score within a row of a table.</summary>
internal static class Sparkline
{
    private const double Width = 96;
    private const double Height = 24;
    private const double Margin = 2;

    /// <param name="scores">0–100, oldest first, at equal distances; nothing is drawn for less than two.</param>
    /// <param name="description">What the line shows, for those who do not see it.</param>
    public static Html Of(IReadOnlyList<double> scores, string description)
    {
        if (scores.Count < 2)
        {
            return Html.Nothing;
        }

        var step = (Width - 2 * Margin) / (scores.Count - 1);
        var points = scores.Select((score, i) => Html.Of($"{Margin + i * step},{YOf(score)} "));
        return Html.Of(
            $"""
            <svg class="sparkline" viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}"><polyline class="line" points="{points}" /><circle class="last" cx="{Width
                - Margin}" cy="{YOf(scores[^1])}" r="2" /></svg>
            """
        );
    }

    private static double YOf(double score) => Height - Margin - (Height - 2 * Margin) * score / 100;
}
