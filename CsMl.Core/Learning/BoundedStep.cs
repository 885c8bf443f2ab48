namespace CsMl.Core.Learning;

/// <summary>Minimizes a strictly convex quadratic function within bounds, by coordinate descent.</summary>
internal static class BoundedStep
{
    private const double Tolerance = 1e-10;
    private const int MostSweeps = 10_000;

    /// <summary>The step from the weights to the minimum of gradient · step + ½ step · curvature · step.</summary>
    /// <param name="priors">Their bounds hold after the step.</param>
    public static double[] Of(double[] gradient, double[,] curvature, double[] weights, WeightPrior[] priors)
    {
        var step = new double[weights.Length];
        for (var (sweep, largest) = (0, double.MaxValue); sweep < MostSweeps && largest > Tolerance; sweep++)
        {
            largest = 0;
            for (var j = 0; j < step.Length; j++)
            {
                var slope = gradient[j];
                for (var k = 0; k < step.Length; k++)
                {
                    slope += curvature[j, k] * step[k];
                }

                var moved = Math.Clamp(
                    step[j] - slope / curvature[j, j],
                    priors[j].Least - weights[j],
                    priors[j].Most - weights[j]
                );
                largest = Math.Max(largest, Math.Abs(moved - step[j]));
                step[j] = moved;
            }
        }

        return step;
    }
}
