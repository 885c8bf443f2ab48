namespace CsMl.Core.LanguageModel.Replies;

/// <summary>Reads a number in words, such as "two hundred and fifty", "half a million" or "a quarter of".</summary>
internal static class NumberWords
{
    /// <summary>Upper limit before multiplication, so that no text gives a number too large for a decimal.</summary>
    private const decimal Most = 1_000_000_000_000;

    private static readonly Dictionary<string, int> Values = Names(
            "one two three four five six seven eight nine ten",
            1,
            1
        )
        .Concat(Names("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 11, 1))
        .Concat(Names("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10))
        .Append(KeyValuePair.Create("a", 1))
        .Append(KeyValuePair.Create("an", 1))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>The value; the unit of its last digit; whether it is a share, given in percent.</returns>
    public static (decimal Value, decimal Unit, bool IsPercent) Read(string text)
    {
        var words = text.ToLowerInvariant().Split(' ', '-', '\t');
        var part = Array.FindIndex(words, static w => Part(w) > 0);
        if (part < 0)
        {
            return (Whole(words), 1, false);
        }

        var count = part > 0 ? Values.GetValueOrDefault(words[part - 1], 1) : 1;
        if (part > 2 && words[part - 2] == "and")
        {
            // As in "two and a half".
            return (Whole(words[..(part - 2)]) + 0.5m, 0.1m, false);
        }

        var share = count * Part(words[part]);
        var scale = words[(part + 1)..].Aggregate(1m, static (all, word) => all * Scale(word));
        return scale > 1 ? (decimal.Round(share * scale), 1, false) : (decimal.Round(100 * share), 1, true);
    }

    /// <summary>The factor that a word multiplies a number by; 1 for any other word.</summary>
    public static decimal Scale(string word) =>
        word.ToUpperInvariant() switch
        {
            "DOZEN" => 12,
            "HUNDRED" => 100,
            "THOUSAND" => 1_000,
            "MILLION" => 1_000_000,
            "BILLION" => 1_000_000_000,
            _ => 1,
        };

    private static decimal Part(string word) =>
        word switch
        {
            "half" => 1 / 2m,
            "third" or "thirds" => 1 / 3m,
            "quarter" or "quarters" => 1 / 4m,
            _ => 0,
        };

    /// <summary>"Two hundred and fifty thousand and seven" is (2 × 100 + 50) × 1000 + 7.</summary>
    private static decimal Whole(IEnumerable<string> words)
    {
        var (sum, group) = (0m, 0m);
        foreach (var word in words)
        {
            if (Values.TryGetValue(word, out var value))
            {
                group += value;
            }
            else if (Scale(word) is > 1 and var scale)
            {
                group = Math.Clamp(group, 1, Most) * scale;
                if (scale >= 1_000)
                {
                    (sum, group) = (sum + group, 0);
                }
            }
        }

        return sum + group;
    }

    private static IEnumerable<KeyValuePair<string, int>> Names(string names, int first, int step) =>
        names.Split(' ').Select((name, i) => KeyValuePair.Create(name, first + i * step));
}
