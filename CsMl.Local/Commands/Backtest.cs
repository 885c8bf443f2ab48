using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>How good the rules were, beside two answers that cost nothing: they have to be beaten.</summary>
/// <param name="Unlabelled">Accounts whose fate the file does not tell; they are left out.</param>
/// <param name="BadLines">Lines that hold no account; left out too.</param>
internal sealed record Backtest(
    int Accounts,
    int Churned,
    long Unlabelled,
    long BadLines,
    BacktestMetrics Rules,
    BacktestMetrics BaseRate,
    BacktestMetrics DaysSinceLast,
    IReadOnlyList<CategoryRate> Categories
)
{
    public double? Rate => Accounts == 0 ? null : (double)Churned / Accounts;

    public static Backtest Of(IReadOnlyList<LabelledPrediction> cases, long unlabelled, long badLines)
    {
        var churned = cases.Count(c => c.Churned);
        var rate = cases.Count == 0 ? 0 : (double)churned / cases.Count;
        // No activity at all is the longest silence there is.
        var silence = cases.Select(c => new Forecast(c.DaysSinceLast ?? int.MaxValue, c.Churned)).ToList();
        return new Backtest(
            cases.Count,
            churned,
            unlabelled,
            badLines,
            BacktestMetrics.Of([.. cases.Select(c => new Forecast(c.Probability, c.Churned))]),
            BacktestMetrics.Of([.. cases.Select(c => new Forecast(rate, c.Churned))]),
            // Days are no probability, so there is nothing to be calibrated.
            new BacktestMetrics(Ranking.Auc(silence), null, null, Ranking.TopDecileLift(silence)),
            [.. Enum.GetValues<RiskCategory>().Reverse().Select(category => CategoryRate.Of(cases, category))]
        );
    }
}
