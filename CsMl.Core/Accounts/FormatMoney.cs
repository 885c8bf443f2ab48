using System.Globalization;

namespace CsMl.Core.Accounts;

/// <summary>Writes amounts as a person takes them in: <c>€312k</c>, <c>$1.2m</c>, <c>CHF 950</c>.</summary>
public static class FormatMoney
{
    private const decimal Thousand = 1_000;
    private const decimal Million = 1_000_000;
    private const decimal Billion = 1_000_000_000;

    /// <param name="currency">ISO 4217 code; null if it is unknown, and then only the number is written.</param>
    public static string Of(decimal amount, string? currency) => SymbolOf(currency) + Short(amount);

    /// <summary>Three digits at most, unless the amount is 1,000 billion or more.</summary>
    private static string Short(decimal amount)
    {
        // What rounds up to the next unit is written in it: 999,600 is 1m.
        var (unit, letter) =
            amount >= Billion - Million / 2 ? (Billion, "bn")
            : amount >= Million - Thousand / 2 ? (Million, "m")
            : amount >= Thousand - 0.5m ? (Thousand, "k")
            : (1, "");
        var value = amount / unit;
        var format = unit > 1 && value < 10 ? "0.#" : "0";
        return Math.Round(value, format.Length > 1 ? 1 : 0, MidpointRounding.AwayFromZero)
                .ToString(format, CultureInfo.InvariantCulture) + letter;
    }

    private static string SymbolOf(string? currency) =>
        currency switch
        {
            null or "" => "",
            "EUR" => "€",
            "USD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            "INR" => "₹",
            "KRW" => "₩",
            _ => currency + " ",
        };
}
