namespace CsMl.Core.Outcomes;

/// <summary>95 % confidence intervals for numbers that were measured on few outcomes.</summary>
internal static class Interval
{
    /// <summary>Standard deviations on both sides that hold 95 % of a normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Interval of a share: the score interval (Wilson 1927), which stays within 0–1 and is valid for small samples.
    /// Null without cases.
    /// </summary>
    public static (double Low, double High)? Of(int part, int all)
    {
        if (all == 0)
        {
            return null;
        }

        var p = (double)part / all;
        var shrunk = 1 + Z * Z / all;
        var centre = (p + Z * Z / (2 * all)) / shrunk;
        var half = Z / shrunk * Math.Sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>Interval of an area under the ROC curve (Hanley and McNeil 1982). Null if there is no area.</summary>
    public static (double Low, double High)? OfAuc(double? auc, int happened, int others)
    {
        if (auc is not { } a)
        {
            return null;
        }

        var bothBelow = a / (2 - a);
        var bothAbove = 2 * a * a / (1 + a);
        var variance =
            (a * (1 - a) + (happened - 1) * (bothBelow - a * a) + (others - 1) * (bothAbove - a * a))
            / ((double)happened * others);
        var half = Z * Math.Sqrt(Math.Max(0, variance));
        return (Math.Max(0, a - half), Math.Min(1, a + half));
    }
}
