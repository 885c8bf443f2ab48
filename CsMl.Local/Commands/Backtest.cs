using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>Accuracy of the rules compared with two trivial baselines, which they must beat.</summary>
/// <param name="Unlabelled">Accounts without a label in the file; they are left out.</param>
/// <param name="BadLines">Lines without a valid account; they are also left out.</param>
/// <param name="Learning">Null unless asked for.</param>
internal sealed record Backtest(
    int Accounts,
    int Churned,
    long Unlabelled,
    long BadLines,
    BacktestMetrics Rules,
    BacktestMetrics BaseRate,
    BacktestMetrics DaysSinceLast,
    IReadOnlyList<CategoryRate> Categories,
    LearnedBacktest? Learning
)
{
    public double? Rate => Accounts == 0 ? null : (double)Churned / Accounts;

    public static Backtest Of(IReadOnlyList<LabelledPrediction> cases, long unlabelled, long badLines)
    {
        var churned = cases.Count(c => c.Churned);
        var rate = cases.Count == 0 ? 0 : (double)churned / cases.Count;
        // An account without any activity has the longest silence.
        var silence = cases.Select(c => new Forecast(c.DaysSinceLast ?? int.MaxValue, c.Churned)).ToList();
        return new Backtest(
            cases.Count,
            churned,
            unlabelled,
            badLines,
            BacktestMetrics.Of([.. cases.Select(c => new Forecast(c.Probability, c.Churned))]),
            BacktestMetrics.Of([.. cases.Select(c => new Forecast(rate, c.Churned))]),
            // Days are not a probability, so calibration is not defined.
            new BacktestMetrics(Ranking.Auc(silence), null, null, Ranking.TopDecileLift(silence)),
            [.. Enum.GetValues<RiskCategory>().Reverse().Select(category => CategoryRate.Of(cases, category))],
            LearnedBacktest.Of([.. cases.Select(c => c.Row).OfType<LearningRow>()])
        );
    }
}
