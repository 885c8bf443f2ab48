using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Names the kinds of missing data that would tell most about an account.</summary>
internal static class MissingData
{
    private const int MostNamed = 3;

    private const string HealthHistory = "healthHistory";

    /// <summary>Tasks and opportunities tell too little to be asked for.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [HealthHistory] = $"health scores over at least {DataCompleteness.MinHealthHistoryDays} days",
        ["activities"] = "activities (meetings, calls, e-mails)",
        ["sentiment"] = "the sentiment of conversations",
        ["tickets"] = "support tickets",
        ["renewalDate"] = "the renewal date",
        ["contacts"] = "contacts with their roles",
    };

    /// <summary>How much is known, to be followed by the account's name.</summary>
    public static string Extent(Signals signals, DataQuality quality) =>
        IsNothingKnown(signals, quality) ? "Nothing is known about" : "Too little is known about";

    public static bool IsNothingKnown(Signals signals, DataQuality quality) =>
        quality.Missing.Count == DataCompleteness.KindCount && signals is { HealthScore: null, HasLeft: false };

    /// <summary>Up to three kinds, most telling first; null if none is missing.</summary>
    public static string? InWords(DataQuality quality)
    {
        var isShort = quality.HealthHistoryDays is > 0 and < DataCompleteness.MinHealthHistoryDays;
        var kinds = (isShort ? [HealthHistory] : Array.Empty<string>()).Concat(quality.Missing);
        string[] named = [.. kinds.Where(Words.ContainsKey).Take(MostNamed).Select(kind => Words[kind])];
        return named.Length switch
        {
            0 => null,
            1 => named[0],
            _ => $"{string.Join(", ", named[..^1])} and {named[^1]}",
        };
    }
}
