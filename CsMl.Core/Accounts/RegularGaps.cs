namespace CsMl.Core.Accounts;

/// <summary>
/// Rates silence by the gaps of an account that keeps to them. <see cref="Rhythm"/> lets contacts come at random and
/// would take half a year between two of them for silence, though the account has always done so.
/// </summary>
internal static class RegularGaps
{
    private const int Least = 3;

    /// <summary>Largest deviation of regular gaps, as a share of their mean.</summary>
    private const double MostSpread = 0.25;

    /// <summary>
    /// Least lateness that is usual: a share of the mean gap, or this many times its square root in days, because
    /// holidays make short gaps long.
    /// </summary>
    private const double LeastShare = 0.25;
    private const double LeastRoot = 2.5;

    public static bool Are(int gaps, double? mean, double? deviation) =>
        gaps >= Least && deviation <= MostSpread * mean;

    /// <summary>
    /// The chance, 0–1, that the account has left. Within its mean gap that is its chance to leave after any contact;
    /// beyond it the chance that an active account is that late falls exponentially.
    /// </summary>
    /// <param name="contacts">Visits after the first one.</param>
    /// <param name="silence">Days since the last contact.</param>
    public static double Gone(int contacts, double mean, double deviation, double silence)
    {
        var leaves = 1 - Rhythm.Prior.Alive(contacts, 0, 0);
        var spread = Math.Max(deviation, Math.Max(LeastRoot * Math.Sqrt(mean), LeastShare * mean));
        var isThatLate = Math.Exp(-Math.Max(0, silence - mean) / spread);
        return leaves / (leaves + (1 - leaves) * isThatLate);
    }
}
