namespace CsMl.Core.Accounts;

/// <summary>Counts the sentiments of the latest activities that have one.</summary>
internal static class LatestSentiments
{
    /// <summary>The most that are counted.</summary>
    public const int Most = 10;

    /// <summary>Activities longer than this before the last one do not count.</summary>
    private const int MostDays = 90;

    private static readonly Sentiment[] WorstFirst = [Sentiment.Negative, Sentiment.Neutral, Sentiment.Positive];

    /// <param name="held">Activities that took place, oldest first.</param>
    public static (int Positive, int Neutral, int Negative) Count(List<Activity> held)
    {
        if (held.Count == 0)
        {
            return default;
        }

        var from = held[^1].Date.AddDays(-MostDays);
        Span<int> counts = stackalloc int[3];
        Span<int> together = stackalloc int[3];
        var left = Most;
        for (var i = held.Count - 1; i >= 0 && left > 0 && held[i].Date >= from; )
        {
            var at = held[i].Date;
            together.Clear();
            for (; i >= 0 && held[i].Date == at; i--)
            {
                if (held[i].Sentiment is { } sentiment)
                {
                    together[(int)sentiment]++;
                }
            }

            // The order of contacts at the same instant is unknown, so the worst sentiment counts as the latest.
            foreach (var sentiment in WorstFirst)
            {
                var taken = Math.Min(left, together[(int)sentiment]);
                counts[(int)sentiment] += taken;
                left -= taken;
            }
        }

        return (counts[(int)Sentiment.Positive], counts[(int)Sentiment.Neutral], counts[(int)Sentiment.Negative]);
    }
}
