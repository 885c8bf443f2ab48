using CsMl.Functions.Dashboard;

namespace CsMl.Local.Commands.Report;

/// <summary>A square from 0 to 100 percent in both directions, with a diagonal of what is expected.</summary>
internal static class Plot
{
    private const double Size = 320;
    private const double Margin = 40;
    private const double TextHeight = 4;

    /// <param name="description">What the plot shows, for those who do not see it.</param>
    public static Html Of(string description, string across, string upwards, IEnumerable<Html> content) =>
        Html.Of(
            $"""
            <svg viewBox="0 0 {Size} {Size}" role="img" aria-label="{description}">
            {((double[])[0, 0.25, 0.5, 0.75, 1]).Select(Level)}
            <line class="expected" x1="{X(0)}" y1="{Y(0)}" x2="{X(1)}" y2="{Y(1)}" />
            {content}
            <text class="middle" x="{Size / 2}" y="{Size - TextHeight}">{across}</text>
            <text x="{TextHeight}" y="{Margin / 2}">{upwards}</text>
            </svg>

            """
        );

    public static double X(double share) => Margin + (Size - 2 * Margin) * share;

    public static double Y(double share) => Size - Margin - (Size - 2 * Margin) * share;

    private static Html Level(double share) =>
        Html.Of(
            $"""
            <line class="grid" x1="{X(0)}" x2="{X(1)}" y1="{Y(share)}" y2="{Y(share)}" /><text class="end" x="{Margin
                - TextHeight}" y="{Y(share) + TextHeight}">{100 * share}</text><text class="middle" x="{X(
                share
            )}" y="{Size - Margin / 2}">{100 * share}</text>

            """
        );
}
