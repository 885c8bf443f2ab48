using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <summary>Finds falls in a series of health scores: single steep falls and runs of falls.</summary>
internal static class HealthDrops
{
    /// <summary>A fall of more points than this between two neighbouring points is sudden.</summary>
    public const double Remarkable = 15;

    /// <summary>A fall of more points than this is severe.</summary>
    public const double Grave = 25;

    /// <summary>Number of consecutive falls that count as a decline.</summary>
    public const int LongRun = 3;

    /// <summary>A fall counts as recovered once this share of it is regained.</summary>
    private const double MadeGood = 0.8;

    /// <summary>All sudden falls, newest first.</summary>
    public static IEnumerable<Drop> Sudden(HealthSeries series)
    {
        for (var i = series.Count - 1; i > 0; i--)
        {
            var drop = new Drop(series.Date(i), series.Score(i - 1), series.Score(i), 1, i);
            if (drop.Points > Remarkable)
            {
                yield return drop;
            }
        }
    }

    /// <summary>
    /// The steepest sudden fall that has not recovered, or the newest of equal ones. A later, smaller fall does not
    /// replace it.
    /// </summary>
    public static Drop? SteepestOpen(HealthSeries series)
    {
        Drop? steepest = null;
        for (var i = series.Count - 1; i > 0; i--)
        {
            var drop = new Drop(series.Date(i), series.Score(i - 1), series.Score(i), 1, i);
            if (drop.Points > Remarkable && !(drop.Points <= steepest?.Points) && !IsMadeGood(series, drop))
            {
                steepest = drop;
            }
        }

        return steepest;
    }

    /// <summary>The longest run of three or more falls that has not recovered, or the newest of equal ones.</summary>
    public static Drop? Decline(HealthSeries series)
    {
        Drop? longest = null;
        for (var end = series.Count - 1; end >= LongRun; end--)
        {
            var start = end;
            while (start > 0 && IsFall(series.Score(start - 1), series.Score(start)))
            {
                start--;
            }

            var run = new Drop(series.Date(end), series.Score(start), series.Score(end), end - start, end);
            if (run.Falls >= LongRun && !(run.Falls <= longest?.Falls) && !IsMadeGood(series, run))
            {
                longest = run;
            }

            end = Math.Min(end, start + 1);
        }

        return longest;
    }

    /// <summary>Compares scores as displayed, to one decimal, so that an invisible fall does not count.</summary>
    private static bool IsFall(double before, double after) => Math.Round(after, 1) < Math.Round(before, 1);

    private static bool IsMadeGood(HealthSeries series, Drop drop)
    {
        for (var i = drop.Index + 1; i < series.Count; i++)
        {
            if (series.Score(i) >= drop.To + MadeGood * drop.Points)
            {
                return true;
            }
        }

        return false;
    }
}
