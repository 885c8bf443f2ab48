using System.Globalization;

namespace CsMl.Core.Outcomes;

/// <summary>Says what a number of outcomes can tell, and what it cannot.</summary>
internal static class TellingPower
{
    /// <summary>Outcomes that each of the ten bins of a reliability table needs at least.</summary>
    private const int EnoughForBins = Metric.Enough * Calibration.Bins;

    private const double UsualAuc = 0.75;

    /// <param name="auc">The area that was measured; a usual one is assumed if there is none.</param>
    public static string Of(int validated, int happened, double? auc)
    {
        if (validated < Metric.Enough)
        {
            return $"{validated} outcomes tell nothing yet. From {Metric.Enough} on the share that leaves is known to about "
                + $"{Points(HalfOf(Metric.Enough / 4, Metric.Enough))} points, which tells a usual year from a bad one and no more: "
                + "not whether the probabilities are right, nor whether one way of predicting is better than another.";
        }

        var share =
            $"{validated} outcomes, {happened} of them departures: the share that leaves is known to about {Points(HalfOf(happened, validated))} points";
        var ranking =
            happened < Metric.EnoughOfRare || validated - happened < Metric.EnoughOfRare
                ? $"how well the accounts are ranked is not known before {Metric.EnoughOfRare} have left and {Metric.EnoughOfRare} have stayed"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"the area (AUC) is known to about {HalfOf(auc ?? UsualAuc, happened, validated - happened):0.00}, and a smaller difference between two ways of predicting is chance"
                );
        var bins =
            validated < EnoughForBins
                ? $"whether each tenth of the reliability table is right takes some {EnoughForBins}"
                : "most tenths of the reliability table can be judged, by their intervals";
        return $"{share}; {ranking}; {bins}. A segment needs {Metric.Enough} outcomes of its own.";
    }

    private static double HalfOf(int part, int all) =>
        Interval.Of(part, all) is var (low, high) ? (high - low) / 2 : double.NaN;

    private static double HalfOf(double auc, int happened, int others) =>
        Interval.OfAuc(auc, happened, others) is var (low, high) ? (high - low) / 2 : double.NaN;

    private static string Points(double share) => string.Create(CultureInfo.InvariantCulture, $"±{100 * share:0}");
}
