namespace CsMl.Core.Accounts;

/// <summary>
/// Recognizes scores that were told on another scale from some day on. A whole series that jumps by a factor of 10 or
/// 100 is no fall of the account's health, and what was told before cannot be compared with what follows.
/// </summary>
internal static class ScaleChange
{
    private static readonly double[] Factors = [10, 100];

    /// <summary>Fewer scores before the jump are no series that could jump as a whole.</summary>
    private const int LeastBefore = 3;

    /// <summary>How far the scores of one scale may lie from their median, as a share of it.</summary>
    private const double MostSpread = 0.2;

    /// <summary>How far the jump may be from the factor, as a share of it.</summary>
    private const double MostOff = 0.15;

    /// <summary>The scores after the last change of scale; all of them if there was none.</summary>
    public static (double Day, double Score)[] Last((double Day, double Score)[] points)
    {
        for (var at = points.Length - 1; at >= LeastBefore; at--)
        {
            var (before, after) = (points[at - 1].Score, points[at].Score);
            if (IsFactor(before, after) && IsSteady(points[..at]) && IsSteady(points[at..]))
            {
                return points[at..];
            }
        }

        return points;
    }

    private static bool IsFactor(double before, double after) =>
        Array.Exists(
            Factors,
            factor =>
                Math.Abs(Math.Max(before, after) - factor * Math.Min(before, after))
                <= MostOff * Math.Max(before, after)
        )
        && Math.Min(before, after) > 0;

    private static bool IsSteady((double Day, double Score)[] points)
    {
        var scores = points.Select(point => point.Score).Order().ToArray();
        var median = scores[scores.Length / 2];
        return scores[^1] - median <= MostSpread * median && median - scores[0] <= MostSpread * median;
    }
}
