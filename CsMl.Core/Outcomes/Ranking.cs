namespace CsMl.Core.Outcomes;

/// <summary>
/// Measures how well scores rank the accounts, regardless of their scale. This is what counts for a manager who works
/// through a list from the top. Forecasts with equal scores count as the average over all of their orders.
/// </summary>
public static class Ranking
{
    private const double TopShare = 0.1;

    /// <summary>
    /// The probability, 0–1, that an account that left has a higher score than one that did not (area under the ROC
    /// curve, by rank sums: Mann and Whitney 1947). Null if all left or none.
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
            // Ranks start at 1 for the lowest score; equal scores share the mean of their ranks.
            rankSum += HappenedIn(sorted, start, end) * (start + 1 + end) / 2.0;
        }

        return (rankSum - happened * (happened + 1) / 2) / (happened * others);
    }

    /// <summary>
    /// The event rate among the tenth with the highest scores, divided by the rate among all. Null if the event never
    /// happened.
    /// </summary>
    public static double? TopDecileLift(IReadOnlyCollection<Forecast> forecasts)
    {
        var sorted = ByScore(forecasts);
        double happened = sorted.Count(f => f.Happened);
        if (happened == 0)
        {
            return null;
        }

        // As in the curve of lift, whose first tenth this is: a part of a forecast counts in part.
        var wanted = Math.Max(1, TopShare * sorted.Length);
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
