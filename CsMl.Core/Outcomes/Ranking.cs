namespace CsMl.Core.Outcomes;

/// <summary>
/// How well scores put the accounts in order, whatever their scale: what a manager who works down a list gets.
/// Forecasts of equal score stand in no order, and count as every order of them would on average.
/// </summary>
public static class Ranking
{
    private const double TopShare = 0.1;

    /// <summary>
    /// The chance, 0–1, that of two accounts, one of which left, that one has the higher score (area under the ROC
    /// curve, by rank sums: Mann and Whitney 1947). Null where all left or none.
    /// </summary>
    public static double? Auc(IReadOnlyCollection<Forecast> forecasts)
    {
        var sorted = ByScore(forecasts);
        double happened = sorted.Count(f => f.Happened);
        var others = sorted.Length - happened;
        if (happened == 0 || others == 0)
        {
            return null;
        }

        var rankSum = 0.0;
        for (var (start, end) = (0, 0); start < sorted.Length; start = end)
        {
            end = EndOfTie(sorted, start);
            // Ranks count from 1, the lowest first; a tie shares the mean of its ranks.
            rankSum += HappenedIn(sorted, start, end) * (start + 1 + end) / 2.0;
        }

        return (rankSum - happened * (happened + 1) / 2) / (happened * others);
    }

    /// <summary>
    /// How many times as often the event came about among the tenth with the highest scores as among all. Null
    /// where it never did.
    /// </summary>
    public static double? TopDecileLift(IReadOnlyCollection<Forecast> forecasts)
    {
        var sorted = ByScore(forecasts);
        double happened = sorted.Count(f => f.Happened);
        if (happened == 0)
        {
            return null;
        }

        var wanted = Math.Max(1, Math.Round(TopShare * sorted.Length, MidpointRounding.AwayFromZero));
        var (taken, hits) = (0.0, 0.0);
        for (var end = sorted.Length; taken < wanted; )
        {
            var start = end;
            while (start > 0 && sorted[start - 1].Score.Equals(sorted[end - 1].Score))
            {
                start--;
            }

            var share = Math.Min(1, (wanted - taken) / (end - start));
            hits += share * HappenedIn(sorted, start, end);
            taken += share * (end - start);
            end = start;
        }

        return hits / wanted / (happened / sorted.Length);
    }

    private static Forecast[] ByScore(IReadOnlyCollection<Forecast> forecasts)
    {
        var sorted = forecasts.ToArray();
        Array.Sort(sorted, static (a, b) => a.Score.CompareTo(b.Score));
        return sorted;
    }

    private static int EndOfTie(Forecast[] sorted, int start)
    {
        var end = start + 1;
        while (end < sorted.Length && sorted[end].Score.Equals(sorted[start].Score))
        {
            end++;
        }

        return end;
    }

    private static int HappenedIn(Forecast[] sorted, int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++)
        {
            count += sorted[i].Happened ? 1 : 0;
        }

        return count;
    }
}
