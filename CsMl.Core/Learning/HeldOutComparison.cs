using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// Compares three models on outcomes that none of them was fitted to: the rules as they are, the rules with a fitted
/// intercept, and fitted weights. The second keeps a better mean from passing for a merit of the weights.
/// </summary>
/// <param name="Outcomes">Outcomes compared.</param>
/// <param name="RulesLogLoss">Mean log loss of the rules as they are.</param>
/// <param name="InterceptLogLoss">Mean log loss of the rules with a fitted intercept.</param>
/// <param name="WeightsLogLoss">Mean log loss of the fitted weights.</param>
public sealed record HeldOutComparison(
    int Outcomes,
    double RulesLogLoss,
    double InterceptLogLoss,
    double WeightsLogLoss
)
{
    /// <summary>The least that did best.</summary>
    public LearnedScope Best =>
        WeightsLogLoss < Math.Min(InterceptLogLoss, RulesLogLoss) ? LearnedScope.Weights
        : InterceptLogLoss < RulesLogLoss ? LearnedScope.Intercept
        : LearnedScope.Nothing;

    /// <summary>Five-fold cross-validation (<see cref="HoldOut"/>).</summary>
    internal static HeldOutComparison Of(IReadOnlyList<LearningRow> rows, ChurnModel rules)
    {
        var (intercept, weights) = (0.0, 0.0);
        foreach (var (heldOut, others) in HoldOut.InFiveFolds(rows))
        {
            intercept += heldOut.Count * LogLoss.Mean(heldOut, FitModel.Intercept(others));
            weights += heldOut.Count * LogLoss.Mean(heldOut, FitModel.All(others).Model);
        }

        return new HeldOutComparison(
            rows.Count,
            LogLoss.Mean(rows, rules),
            intercept / rows.Count,
            weights / rows.Count
        );
    }
}
