using System.Globalization;
using System.Net.Http.Headers;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>How long a server asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Nobody waits that long for a prediction, and clocks cannot count everything that a header can say.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <returns>Null where it does not say, or nothing that can be read.</returns>
    public static TimeSpan? Read(ServerAnswer answer, DateTimeOffset now) =>
        // The finer one, which Azure OpenAI and OpenAI send beside the standard one.
        Number(answer.RetryAfterMilliseconds) is { } milliseconds
            ? Bounded(milliseconds, TimeSpan.FromMilliseconds)
        : Number(answer.RetryAfter) is { } seconds ? Bounded(seconds, TimeSpan.FromSeconds)
        : RetryConditionHeaderValue.TryParse(answer.RetryAfter, out var header) && header.Date is { } date
            ? Bounded((date - now).TotalSeconds, TimeSpan.FromSeconds)
        : null;

    private static double? Number(string? text) =>
        // "NaN" and "Infinity" are numbers to the parser, whatever it is allowed.
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Bounded(double number, Func<double, TimeSpan> of) =>
        number <= 0 ? TimeSpan.Zero
        : number > 86_400_000 ? Longest
        : of(number);
}
