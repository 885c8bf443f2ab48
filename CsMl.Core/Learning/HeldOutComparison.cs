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
    /// <summary>
    /// Whether the outcomes held out bear out the probabilities of what did best; null if that are the rules as they are, and
    /// in earlier rows.
    /// </summary>
    public CalibrationCheck? Calibration { get; init; }

    /// <summary>The least that did best.</summary>
    public LearnedScope Best =>
        WeightsLogLoss < Math.Min(InterceptLogLoss, RulesLogLoss) ? LearnedScope.Weights
        : InterceptLogLoss < RulesLogLoss ? LearnedScope.Intercept
        : LearnedScope.Nothing;

    /// <summary>Five-fold cross-validation (<see cref="HoldOut"/>).</summary>
    /// <param name="isJudged">Whether an outcome that is held out counts; all are fitted to when they are not.</param>
    internal static HeldOutComparison Of(
        IReadOnlyList<LearningRow> rows,
        ChurnModel rules,
        Func<LearningRow, bool> isJudged
    )
    {
        var (intercept, weights) = (new List<HeldOutForecast>(), new List<HeldOutForecast>());
        List<LearningRow> judged = [.. rows.Where(isJudged)];
        foreach (var (all, others) in HoldOut.InFiveFolds(rows))
        {
            List<LearningRow> heldOut = [.. all.Where(isJudged)];
            if (heldOut.Count == 0)
            {
                continue;
            }

            intercept.AddRange(Forecasts(heldOut, FitModel.Intercept(others)));
            weights.AddRange(Forecasts(heldOut, FitModel.All(others).Model));
        }

        var comparison = new HeldOutComparison(
            judged.Count,
            LogLoss.Mean(judged, rules),
            LogLoss.Mean(intercept),
            LogLoss.Mean(weights)
        );
        return comparison with
        {
            Calibration = comparison.Best switch
            {
                LearnedScope.Weights => CalibrationCheck.Of(weights),
                LearnedScope.Intercept => CalibrationCheck.Of(intercept),
                _ => null,
            },
        };
    }

    private static IEnumerable<HeldOutForecast> Forecasts(IEnumerable<LearningRow> rows, ChurnModel model) =>
        rows.Select(row => new HeldOutForecast(row.AccountId, model.LogOdds(row.Basis), row.Churned));
}
