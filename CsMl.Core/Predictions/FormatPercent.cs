using System.Globalization;

namespace CsMl.Core.Predictions;

/// <summary>Writes a probability as a percentage, as in <c>59 %</c>.</summary>
public static class FormatPercent
{
    private const int ExactDecimals = 2;

    /// <summary>
    /// The percentage, rounded so that it lies in the probability's own category and is neither 0 nor 100.
    /// </summary>
    public static string Of(double probability, RiskScale scale) => Text(Value(probability, scale));

    /// <summary>A threshold or a confidence, without rounding.</summary>
    public static string Exact(double share) => Text(100 * (decimal)share);

    /// <summary>The percentage as a number: whole if a whole one lies in the category.</summary>
    public static decimal Value(double probability, RiskScale scale)
    {
        // Decimal, because in binary 0.58 × 100 is less than 58.
        var exact = 100 * (decimal)probability;
        var category = scale.CategoryOf(probability);
        var unit = 1m;
        for (var decimals = 0; decimals < ExactDecimals; decimals++, unit /= 10)
        {
            var nearest = Math.Round(exact, decimals, MidpointRounding.AwayFromZero);
            foreach (var candidate in (decimal[])[nearest, nearest > exact ? nearest - unit : nearest + unit])
            {
                if (candidate is > 0 and < 100 && scale.CategoryOf((double)(candidate / 100)) == category)
                {
                    return candidate;
                }
            }
        }

        return exact;
    }

    internal static string Text(decimal percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
