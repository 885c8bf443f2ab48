using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>Finds the intercept with which the mean probability of a tenant's accounts is a given rate.</summary>
public static class SolveIntercept
{
    /// <summary>Halvings that make any bracket of log-odds as narrow as a double can tell.</summary>
    private const int MostHalvings = 200;

    /// <param name="logOdds">Of each account, with an intercept of 0: its findings alone.</param>
    /// <param name="rate">The expected churn rate, between 0 and 1, both exclusive.</param>
    /// <exception cref="ArgumentException">There is no account, or the rate is out of range.</exception>
    public static double ForMean(IReadOnlyCollection<double> logOdds, double rate)
    {
        if (logOdds.Count == 0)
        {
            throw new ArgumentException("A mean needs at least one account.", nameof(logOdds));
        }

        if (rate is not (> 0 and < 1))
        {
            throw new ArgumentException($"The rate is {rate}; it must lie between 0 and 1.", nameof(rate));
        }

        // With the first of these no account exceeds the rate, with the second none is below it.
        var wanted = Math.Log(rate / (1 - rate));
        var (low, high) = (wanted - logOdds.Max(), wanted - logOdds.Min());
        for (var i = 0; i < MostHalvings && low < high; i++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = logOdds.Average(z => Logit.Probability(z + middle)) < rate ? (middle, high) : (low, middle);
        }

        return low;
    }
}
