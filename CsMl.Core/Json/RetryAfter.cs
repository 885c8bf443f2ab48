using System.Globalization;
using System.Net.Http.Headers;

namespace CsMl.Core.Json;

/// <summary>Reads the delay that a server requests before a retry.</summary>
internal static class RetryAfter
{
    /// <summary>Upper limit of a delay. No caller waits longer, and larger header values overflow the timers.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <param name="header">The header <c>Retry-After</c> as received: seconds or a date.</param>
    /// <param name="milliseconds">
    /// The header <c>retry-after-ms</c>, which Azure OpenAI and OpenAI send in addition. It is more precise.
    /// </param>
    /// <returns>Null if there is no readable header.</returns>
    public static TimeSpan? Read(string? header, DateTimeOffset now, string? milliseconds = null) =>
        Number(milliseconds) is { } fine ? Bounded(fine, TimeSpan.FromMilliseconds)
        : Number(header) is { } seconds ? Bounded(seconds, TimeSpan.FromSeconds)
        : RetryConditionHeaderValue.TryParse(header, out var condition) && condition.Date is { } date
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
