using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// The logarithmic loss of a forecast: −ln of the probability it gave to what happened (Good 1952). Lower is better;
/// in the mean no forecast beats the true probability.
/// </summary>
public static class LogLoss
{
    /// <summary>Exact for log-odds of any size, where the probability would round to 0 or 1.</summary>
    public static double Of(double logOdds, bool happened)
    {
        var against = happened ? -logOdds : logOdds;
        return Math.Max(0, against) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
    }

    /// <summary>The mean over outcomes; NaN without any.</summary>
    public static double Mean(IReadOnlyCollection<LearningRow> rows, ChurnModel model) =>
        rows.Count == 0 ? double.NaN : rows.Average(row => Of(model.LogOdds(row.Basis), row.Churned));

    /// <inheritdoc cref="Mean(IReadOnlyCollection{LearningRow}, ChurnModel)"/>
    internal static double Mean(IReadOnlyCollection<HeldOutForecast> forecasts) =>
        forecasts.Count == 0 ? double.NaN : forecasts.Average(f => Of(f.LogOdds, f.Churned));
}
