using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// Writes numbers and dates readably, and machine-readably beside, so that the page's script can write them as the
/// reader is used to.
/// </summary>
internal static class Show
{
    /// <summary>A share, 0–1, in whole percent.</summary>
    public static Html Percent(double share) => Percent((decimal)Math.Round(100 * share));

    /// <summary>A probability, 0–1, so that it is within its category.</summary>
    public static Html Probability(double probability, RiskScale scale) =>
        Percent(FormatPercent.Value(probability, scale));

    private static Html Percent(decimal percent) =>
        Data((double)(percent / 100), "percent", percent.ToString("0.##", CultureInfo.InvariantCulture) + " %");

    /// <summary>With at most one decimal place.</summary>
    public static Html Number(double number) =>
        Data(number, "number", number.ToString("#,##0.#", CultureInfo.InvariantCulture));

    /// <summary>A figure with two decimal places.</summary>
    public static Html Decimal(double number) =>
        Data(number, "decimal", number.ToString("0.00", CultureInfo.InvariantCulture));

    /// <param name="currency">Null if it is unknown.</param>
    public static Html Money(decimal amount, string? currency)
    {
        var text = amount.ToString("#,##0", CultureInfo.InvariantCulture);
        return Amount(amount, "whole", currency, currency is null ? text : $"{currency} {text}");
    }

    /// <summary>To three digits or fewer.</summary>
    /// <inheritdoc cref="Money"/>
    public static Html ShortMoney(decimal amount, string? currency) =>
        Amount(amount, "short", currency, FormatMoney.Of(amount, currency));

    private static Html Amount(decimal amount, string kind, string? currency, string text)
    {
        var value = amount.ToString(CultureInfo.InvariantCulture);
        return currency is null
            ? Html.Of($"""<data value="{value}" data-kind="{kind}">{text}</data>""")
            : Html.Of($"""<data value="{value}" data-kind="{kind}" data-currency="{currency}">{text}</data>""");
    }

    /// <summary>A change in percentage points, with its sign.</summary>
    public static Html Points(double points) =>
        Html.Text(
            Math.Round(points, 1) switch
            {
                > 0 and var up => string.Create(CultureInfo.InvariantCulture, $"+{up:0.#} points"),
                < 0 and var down => string.Create(CultureInfo.InvariantCulture, $"−{-down:0.#} points"),
                _ => "±0 points",
            }
        );

    /// <summary>A day (UTC).</summary>
    public static Html Date(DateTimeOffset at) =>
        Html.Of($"""<time datetime="{Utc(at, "yyyy-MM-dd")}" data-kind="date">{Utc(at, "d MMM yyyy")}</time>""");

    /// <summary>Days (UTC) from now to another time; negative if it has passed.</summary>
    public static int DaysTo(DateTimeOffset at, DateTimeOffset now) =>
        (at.UtcDateTime.Date - now.UtcDateTime.Date).Days;

    /// <summary>How far a day (UTC) is from today, which the page's script counts by the reader's own calendar.</summary>
    public static Html Days(DateTimeOffset at, DateTimeOffset now) => Days(at, now, "days");

    /// <summary>The same for what has happened: today at the latest.</summary>
    public static Html DaysAgo(DateTimeOffset at, DateTimeOffset now) => Days(at, now, "ago");

    private static Html Days(DateTimeOffset at, DateTimeOffset now, string kind) =>
        Html.Of(
            $"""<time datetime="{Utc(at, "yyyy-MM-dd")}" data-kind="{kind}">{Texts.Today.InDays(DaysTo(at, now))}</time>"""
        );

    public static Html Time(DateTimeOffset at) =>
        Html.Of(
            $"""<time datetime="{Utc(at, "yyyy-MM-dd'T'HH:mm:ss'Z'")}" data-kind="time">{Utc(at, "d MMM yyyy HH:mm 'UTC'")}</time>"""
        );

    private static Html Data(double value, string kind, string text) =>
        Html.Of(
            $"""<data value="{value.ToString("0.####", CultureInfo.InvariantCulture)}" data-kind="{kind}">{text}</data>"""
        );

    private static string Utc(DateTimeOffset at, string format) =>
        at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
