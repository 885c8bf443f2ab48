namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the character that parts the values of a CSV file.</summary>
internal static class Separator
{
    private const int Records = 20;

    private static ReadOnlySpan<byte> Usual => ",;\t|"u8;

    /// <summary>
    /// The separator that most records at the beginning have equally often. Of those equally common, the one that a
    /// record has most often.
    /// </summary>
    public static byte Find(ReadOnlySpan<byte> start)
    {
        var (best, bestScore) = (Usual[0], (Records: 0, Times: 0));
        foreach (var candidate in Usual)
        {
            var counts = Count(start, candidate).Where(count => count > 0).GroupBy(count => count).ToList();
            if (counts.Count == 0)
            {
                continue;
            }

            var common = counts.OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
            var score = (common.Count(), common.Key);
            if (score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    /// <summary>How often each record has the separator outside quotes.</summary>
    private static List<int> Count(ReadOnlySpan<byte> start, byte separator)
    {
        var counts = new List<int>();
        var scanner = new RecordScanner(separator);
        var at = 0;
        while (at < start.Length && counts.Count < Records)
        {
            var fields = 0;
            var begin = at;
            while (at < start.Length && !scanner.Step(start[at++], ref fields)) { }

            if (at > begin)
            {
                counts.Add(fields);
            }

            scanner.Reset();
        }

        return counts;
    }
}
