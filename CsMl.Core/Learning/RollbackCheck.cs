namespace CsMl.Core.Learning;

/// <summary>
/// Decides whether what was learned goes back to the rules, because it did worse on the outcomes after it than the
/// rules would have done.
/// </summary>
/// <param name="Outcomes">Closed outcomes of predictions made after the version was learned.</param>
/// <param name="MeanExtraLoss">Mean log loss of the learned model less that of the rules; negative if it is better.</param>
/// <param name="LowerBound">
/// The one-sided lower bound of the mean extra loss, at 99 %; null if there are too few accounts to tell.
/// </param>
public sealed record RollbackCheck(int Outcomes, int Churned, double MeanExtraLoss, double? LowerBound)
{
    /// <summary>
    /// Standard errors below the mean of a one-sided bound of 99 %. The check is repeated with every new outcome, and
    /// chance alone would cross the usual 95 % in the end.
    /// </summary>
    private const double Z = 2.3263478740408408;

    private const int LeastAccounts = 10;

    /// <summary>Monthly predictions whose windows of 90 days hold the same departure.</summary>
    private const int Overlap = 3;

    /// <summary>True if the learned model is worse beyond chance.</summary>
    public bool IsWorse => LowerBound > 0;

    public static RollbackCheck Of(IReadOnlyCollection<PairedForecast> later)
    {
        var count = later.Count;
        var mean = count == 0 ? 0 : later.Average(f => f.ExtraLoss);
        return new RollbackCheck(count, later.Count(f => f.Churned), mean, mean - Z * StandardError(later, mean));
    }

    /// <summary>
    /// The larger of two errors. The one observed counts each account once, as its outcomes depend on each other; but
    /// while no account has left yet it is far too small, so it is never taken for less than the one expected.
    /// </summary>
    private static double? StandardError(IReadOnlyCollection<PairedForecast> later, double mean)
    {
        var accounts = later.GroupBy(f => f.AccountId).Select(a => a.Sum(f => f.ExtraLoss - mean)).ToList();
        if (accounts.Count < LeastAccounts)
        {
            return null;
        }

        var observed = accounts.Sum(off => off * off) * accounts.Count / (accounts.Count - 1);
        var expected = Overlap * later.Sum(f => f.ExpectedVariance);
        return Math.Sqrt(Math.Max(observed, expected)) / later.Count;
    }
}
