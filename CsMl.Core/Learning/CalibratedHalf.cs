using CsMl.Core.Outcomes;

namespace CsMl.Core.Learning;

/// <summary>The predicted and the observed share of departures among the outcomes of one half.</summary>
/// <param name="MeanProbability">0–1; 0 without outcomes.</param>
/// <param name="Low">The lower end of the 95 % interval of the share that left.</param>
/// <param name="High">Its upper end.</param>
public sealed record CalibratedHalf(int Outcomes, int Churned, double MeanProbability, double Low, double High)
{
    /// <summary>True if the interval holds the mean probability.</summary>
    public bool IsBorneOut => Outcomes > 0 && Low <= MeanProbability && MeanProbability <= High;

    /// <summary>
    /// The interval is the wider of two: that of independent outcomes, and that in which each account counts once, because
    /// its monthly predictions share a departure.
    /// </summary>
    internal static CalibratedHalf Of(IReadOnlyList<HeldOutForecast> forecasts)
    {
        var churned = forecasts.Count(f => f.Churned);
        if (Interval.Of(churned, forecasts.Count) is not var (low, high))
        {
            return new CalibratedHalf(0, 0, 0, 0, 0);
        }

        var byAccount = Interval.OfMean([.. forecasts.Select(f => new AccountValue(f.AccountId, f.Churned ? 1 : 0))]);
        return new CalibratedHalf(
            forecasts.Count,
            churned,
            forecasts.Average(f => f.Probability),
            Math.Max(0, Math.Min(low, byAccount?.Low ?? low)),
            Math.Min(1, Math.Max(high, byAccount?.High ?? high))
        );
    }
}
