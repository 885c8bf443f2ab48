namespace CsMl.Core.Accounts;

/// <summary>Counts the sentiments of the latest contacts that have one.</summary>
internal static class LatestSentiments
{
    private const int Most = 10;

    private static readonly Sentiment[] WorstFirst = [Sentiment.Negative, Sentiment.Neutral, Sentiment.Positive];

    /// <param name="held">Activities that took place, oldest first.</param>
    /// <param name="from">Contacts before this instant do not count.</param>
    public static (int Positive, int Neutral, int Negative) Count(List<Activity> held, DateTimeOffset from)
    {
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
