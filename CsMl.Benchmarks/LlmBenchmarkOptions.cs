namespace CsMl.Benchmarks;

/// <summary>The number of accounts, the model's latency and the number of concurrent calls.</summary>
/// <param name="Latency">Time of one reply in milliseconds.</param>
internal sealed record LlmBenchmarkOptions(int Accounts = 1_000, int Latency = 500, int Concurrency = 32)
{
    /// <summary>Null if the options are invalid.</summary>
    public static LlmBenchmarkOptions? TryRead(ReadOnlySpan<string> words)
    {
        var options = new LlmBenchmarkOptions();
        for (; words.Length >= 2; words = words[2..])
        {
            if (!int.TryParse(words[1], out var value) || value <= 0)
            {
                return null;
            }

            switch (words[0])
            {
                case "--accounts":
                    options = options with { Accounts = value };
                    break;
                case "--latency":
                    options = options with { Latency = value };
                    break;
                case "--concurrency":
                    options = options with { Concurrency = value };
                    break;
                default:
                    return null;
            }
        }

        return words.Length == 0 ? options : null;
    }
}
