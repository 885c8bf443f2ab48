using System.Globalization;
using System.Net.Http.Headers;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Reads the delay that a server requests before a retry.</summary>
internal static class RetryAfter
{
    /// <summary>Upper limit of a delay. No caller waits longer, and larger header values overflow the timers.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <returns>Null if there is no readable header.</returns>
    public static TimeSpan? Read(ServerAnswer answer, DateTimeOffset now) =>
        // The milliseconds header is more precise; Azure OpenAI and OpenAI send it in addition to the standard one.
        Number(answer.RetryAfterMilliseconds) is { } milliseconds
            ? Bounded(milliseconds, TimeSpan.FromMilliseconds)
        : Number(answer.RetryAfter) is { } seconds ? Bounded(seconds, TimeSpan.FromSeconds)
        : RetryConditionHeaderValue.TryParse(answer.RetryAfter, out var header) && header.Date is { } date
            ? Bounded((date - now).TotalSeconds, TimeSpan.FromSeconds)
        : null;

    private static double? Number(string? text) =>
        // The parser accepts "NaN" and "Infinity" with any number style.
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Bounded(double number, Func<double, TimeSpan> of) =>
        number <= 0 ? TimeSpan.Zero
        : number > 86_400_000 ? Longest
        : of(number);
}
