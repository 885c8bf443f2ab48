namespace CsMl.Core.Learning;

/// <summary>
/// What a fit minimizes: the log loss over all rows, and half the squared distance of each weight from its prior mean
/// in prior deviations. It keeps the derivatives of its last pass.
/// </summary>
internal sealed class PenalizedLoss(FeatureMatrix rows, WeightPrior[] priors)
{
    private readonly double[] _gradient = new double[priors.Length];
    private readonly double[,] _curvature = new double[priors.Length, priors.Length];

    /// <summary>How many times all rows have been read.</summary>
    public int Passes { get; private set; }

    /// <summary>Reads all rows once.</summary>
    public double Pass(double[] weights)
    {
        Passes++;
        var loss = rows.Pass(weights, _gradient, _curvature);
        for (var j = 0; j < weights.Length; j++)
        {
            var off = weights[j] - priors[j].Mean;
            loss += priors[j].Precision * off * off / 2;
            _gradient[j] += priors[j].Precision * off;
            _curvature[j, j] += priors[j].Precision;
        }

        return loss;
    }

    /// <summary>The step from the weights of the last pass to the minimum that its derivatives promise.</summary>
    /// <returns>The step, and the change of the loss to first order, which is negative.</returns>
    public (double[] Step, double Promised) Step(double[] weights)
    {
        var step = BoundedStep.Of(_gradient, _curvature, weights, priors);
        return (step, step.Zip(_gradient, (change, slope) => change * slope).Sum());
    }
}
