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
    /// <param name="part">Not whole where equal forecasts count as the average over their orders.</param>
    public static (double Low, double High)? Of(double part, double all)
    {
        if (all <= 0)
        {
            return null;
        }

        var p = part / all;
        var shrunk = 1 + Z * Z / all;
        var centre = (p + Z * Z / (2 * all)) / shrunk;
        var half = Z / shrunk * Math.Sqrt(p * (1 - p) / all + Z * Z / (4 * all * all));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>Interval of an area under the ROC curve (Hanley and McNeil 1982). Null if there is no area.</summary>
    public static (double Low, double High)? OfAuc(double? auc, int happened, int others)
    {
        if (auc is not { } a)
        {
            return null;
        }

        var half = Z * Math.Sqrt(VarianceOfAuc(a, happened, others));
        return (Math.Max(0, a - half), Math.Min(1, a + half));
    }

    /// <summary>The variance of an area under the ROC curve (Hanley and McNeil 1982).</summary>
    public static double VarianceOfAuc(double a, int happened, int others)
    {
        var bothBelow = a / (2 - a);
        var bothAbove = 2 * a * a / (1 + a);
        return Math.Max(
            0,
            (a * (1 - a) + (happened - 1) * (bothBelow - a * a) + (others - 1) * (bothAbove - a * a))
                / ((double)happened * others)
        );
    }

    /// <summary>
    /// Interval of a mean over predictions of which each account may have several: their sums by account vary
    /// independently of each other. Null for fewer than two accounts.
    /// </summary>
    /// <param name="z">Standard errors on both sides.</param>
    public static (double Low, double High)? OfMean(IReadOnlyCollection<AccountValue> values, double z = Z)
    {
        if (StandardError(values) is not { } error)
        {
            return null;
        }

        var mean = values.Average(v => v.Value);
        return (mean - z * error, mean + z * error);
    }

    /// <inheritdoc cref="OfMean"/>
    public static double? StandardError(IReadOnlyCollection<AccountValue> values)
    {
        var mean = values.Count == 0 ? 0 : values.Average(v => v.Value);
        var sums = values
            .GroupBy(v => v.AccountId, StringComparer.Ordinal)
            .Select(account => account.Sum(v => v.Value - mean))
            .ToList();
        return sums.Count < 2
            ? null
            : Math.Sqrt(sums.Sum(off => off * off) * sums.Count / (sums.Count - 1)) / values.Count;
    }
}
