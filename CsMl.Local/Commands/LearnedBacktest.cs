using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>
/// The rules beside what the earlier dates of a file teach, all measured on its later dates.
/// </summary>
/// <param name="LearnedUpTo">The last date that was learned from: the earlier half of the dates.</param>
/// <param name="Tested">Accounts of the later dates.</param>
/// <param name="ExpectedRate">The rules on the intercept that gives the earlier accounts their churn rate.</param>
/// <param name="Learned">The model of <paramref name="Version"/>, or the rules if it has none.</param>
internal sealed record LearnedBacktest(
    DateTimeOffset LearnedUpTo,
    int Tested,
    int TestedChurned,
    LearnedVersion Version,
    BacktestMetrics Rules,
    BacktestMetrics ExpectedRate,
    BacktestMetrics Learned
)
{
    /// <returns>Null if the accounts have one date only.</returns>
    public static LearnedBacktest? Of(IReadOnlyList<LearningRow> rows)
    {
        var dates = rows.Select(row => row.PredictedAt).Distinct().Order().ToList();
        if (dates.Count < 2)
        {
            return null;
        }

        var last = dates[dates.Count / 2 - 1];
        List<LearningRow> earlier = [.. rows.Where(row => row.PredictedAt <= last)];
        List<LearningRow> later = [.. rows.Where(row => row.PredictedAt > last)];
        var rules = ChurnModel.OfRules(earlier[0].Basis.PriorLogOdds);
        var version = LearnFromOutcomes.Of(earlier, rules, last.AddDays(LearningRow.WindowDays));
        return new LearnedBacktest(
            last,
            later.Count,
            later.Count(row => row.Churned),
            version,
            Measure(later, rules),
            Measure(later, ExpectRateOf(earlier) ?? rules),
            Measure(later, version.Model ?? rules)
        );
    }

    /// <returns>Null if all left or none, which is no rate to expect.</returns>
    private static ChurnModel? ExpectRateOf(List<LearningRow> rows)
    {
        var rate = rows.Average(row => row.Churned ? 1.0 : 0.0);
        return rate is > 0 and < 1
            ? ChurnModel.OfRules(
                SolveIntercept.ForMean([.. rows.Select(row => row.Basis.Sum - row.Basis.PriorLogOdds)], rate)
            )
            : null;
    }

    private static BacktestMetrics Measure(List<LearningRow> rows, ChurnModel model) =>
        BacktestMetrics.Of([.. rows.Select(row => new Forecast(model.Probability(row.Basis), row.Churned))]) with
        {
            LogLoss = LogLoss.Mean(rows, model),
        };
}
