using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Names the kinds of missing data that would tell most about an account.</summary>
internal static class MissingData
{
    private const int MostNamed = 3;

    private const string HealthHistory = "healthHistory";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [HealthHistory] = $"health scores over at least {DataCompleteness.MinHealthHistoryDays} days",
        ["activities"] = "activities (meetings, calls, e-mails)",
        ["sentiment"] = "the sentiment of conversations",
        ["tickets"] = "support tickets",
        ["renewalDate"] = "the renewal date",
        ["ctas"] = "tasks",
        ["opportunities"] = "opportunities",
        ["contacts"] = "contacts with their roles",
    };

    /// <summary>How much is known, to be followed by the account's name.</summary>
    public static string Extent(Signals signals, DataQuality quality) =>
        quality.Missing.Count == Words.Count && signals.HealthScore is null
            ? "Nothing is known about"
            : "Too little is known about";

    /// <summary>Up to three kinds, most telling first; null if none is missing.</summary>
    public static string? InWords(DataQuality quality)
    {
        var isShort = quality.HealthHistoryDays is > 0 and < DataCompleteness.MinHealthHistoryDays;
        var kinds = (isShort ? [HealthHistory] : Array.Empty<string>()).Concat(quality.Missing);
        string[] named = [.. kinds.Take(MostNamed).Select(kind => Words[kind])];
        return named.Length switch
        {
            0 => null,
            1 => named[0],
            _ => $"{string.Join(", ", named[..^1])} and {named[^1]}",
        };
    }
}
