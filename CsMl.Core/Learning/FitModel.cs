using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// Fits a <see cref="ChurnModel"/> to outcomes: the most probable weights (maximum a posteriori) of a logistic model
/// whose prior is the rules themselves (<see cref="WeightPrior"/>). Without outcomes it is the rules.
/// </summary>
/// <remarks>
/// Projected Newton: each pass over the rows gives the loss with its first and second derivatives;
/// <see cref="BoundedStep"/> then minimizes that quadratic within the bounds, which takes no pass. The loss is
/// strictly convex, so there is one minimum. A step that lowers it too little is halved (Armijo 1966). Without bounds
/// this is the scheme of glmnet (Friedman, Hastie, Tibshirani 2010, J. of Statistical Software 33(1)).
/// </remarks>
internal static class FitModel
{
    public const int MostPasses = 60;

    private const double Tolerance = 1e-6;

    /// <summary>The least share of the promised gain that a step must bring.</summary>
    private const double LeastGain = 1e-4;

    /// <summary>The intercept, the weights of all rules and those of the signals.</summary>
    /// <returns>The model, and how many times all rows were read.</returns>
    public static (ChurnModel Model, int Passes) All(IReadOnlyList<LearningRow> rows)
    {
        var matrix = FeatureMatrix.Of(rows);
        var loss = new PenalizedLoss(matrix, matrix.Priors);
        return (matrix.Model(Minimize(loss, matrix.Priors)), loss.Passes);
    }

    /// <summary>The rules as they are, with the intercept fitted under the same prior.</summary>
    public static ChurnModel Intercept(IReadOnlyList<LearningRow> rows)
    {
        var matrix = FeatureMatrix.Of(rows);
        WeightPrior[] priors = [matrix.Priors[0], .. matrix.Priors[1..].Select(prior => prior.Fixed)];
        return ChurnModel.OfRules(Minimize(new PenalizedLoss(matrix, priors), priors)[0]);
    }

    private static double[] Minimize(PenalizedLoss loss, WeightPrior[] priors)
    {
        double[] weights = [.. priors.Select(prior => prior.Mean)];
        var least = loss.Pass(weights);
        var (step, promised) = loss.Step(weights);
        while (step.Max(Math.Abs) > Tolerance && loss.Passes < MostPasses)
        {
            double[] next = [.. weights.Zip(step, (weight, change) => weight + change)];
            var reached = loss.Pass(next);
            if (reached <= least + LeastGain * promised)
            {
                (weights, least) = (next, reached);
                (step, promised) = loss.Step(weights);
            }
            else
            {
                (step, promised) = ([.. step.Select(change => change / 2)], promised / 2);
            }
        }

        return weights;
    }
}
