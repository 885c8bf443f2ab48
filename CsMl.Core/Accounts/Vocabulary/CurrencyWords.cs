using System.Globalization;
using CsMl.Core.Accounts.Import;

namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>Reads currencies as CRMs and people write them: <c>EUR</c>, <c>€</c>, <c>US$</c>, <c>USD - U.S. Dollar</c>.</summary>
internal static class CurrencyWords
{
    /// <summary>The rule as error messages state it.</summary>
    public const string Rule = "is no currency; write its ISO 4217 code, such as EUR";

    /// <summary>Currencies whose sign alone is <c>$</c> or <c>¥</c> too, so that their code and that sign agree.</summary>
    private const string Dollars =
        "USD CAD AUD NZD SGD HKD MXN ARS CLP COP TWD BBD BMD BSD BZD FJD JMD LRD NAD TTD XCD";
    private const string Yen = "JPY CNY";

    /// <summary>ISO 4217, without funds, metals and codes for tests.</summary>
    private static readonly HashSet<string> Codes =
    [
        .. (
            "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
            + "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
            + "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
            + "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
            + "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
            + "UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
        ).Split(' '),
    ];

    /// <summary>Signs and names, which are one currency's by custom: $ is the US dollar unless the file says otherwise.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = "EUR",
        ["Euro"] = "EUR",
        ["Euros"] = "EUR",
        ["$"] = "USD",
        ["US$"] = "USD",
        ["$US"] = "USD",
        ["US Dollar"] = "USD",
        ["U.S. Dollar"] = "USD",
        ["US-Dollar"] = "USD",
        ["C$"] = "CAD",
        ["CA$"] = "CAD",
        ["CAN$"] = "CAD",
        ["A$"] = "AUD",
        ["AU$"] = "AUD",
        ["NZ$"] = "NZD",
        ["S$"] = "SGD",
        ["HK$"] = "HKD",
        ["MX$"] = "MXN",
        ["NT$"] = "TWD",
        ["R$"] = "BRL",
        ["£"] = "GBP",
        ["UK£"] = "GBP",
        ["Pound Sterling"] = "GBP",
        ["British Pound"] = "GBP",
        ["Pfund"] = "GBP",
        ["Fr"] = "CHF",
        ["SFr"] = "CHF",
        ["Franken"] = "CHF",
        ["Schweizer Franken"] = "CHF",
        ["Swiss Franc"] = "CHF",
        ["¥"] = "JPY",
        ["JP¥"] = "JPY",
        ["CN¥"] = "CNY",
        ["RMB"] = "CNY",
        ["R"] = "ZAR",
        ["zł"] = "PLN",
        ["Kč"] = "CZK",
        ["Ft"] = "HUF",
        ["lei"] = "RON",
        ["₹"] = "INR",
        ["₩"] = "KRW",
        ["₺"] = "TRY",
        ["₽"] = "RUB",
        ["₴"] = "UAH",
        ["₪"] = "ILS",
        ["₫"] = "VND",
        ["฿"] = "THB",
        ["₱"] = "PHP",
        ["₦"] = "NGN",
    };

    /// <summary>The ISO 4217 code; null for a word that is no currency, or that of several (<c>kr</c>).</summary>
    public static string? Of(string word)
    {
        var text = word.Trim().TrimEnd('.');
        if (Words.TryGetValue(text, out var code))
        {
            return code;
        }

        // A code, also before its name: USD - U.S. Dollar.
        var first = text.Length == 3 || (text.Length > 3 && !char.IsLetterOrDigit(text[3])) ? text[..3] : "";
        var upper = first.ToUpperInvariant();
        return Codes.Contains(upper) ? upper : null;
    }

    /// <summary>True for what may stand beside an amount: a known currency, or one sign of any.</summary>
    public static bool IsMark(string text) =>
        Of(text) is not null
        || text.Equals("kr", StringComparison.OrdinalIgnoreCase)
        || (text.Length == 1 && char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol);

    /// <summary>The currency of an amount.</summary>
    /// <param name="told">What a field of its own says; null if nothing.</param>
    /// <param name="mark">What stands beside the amount; null if nothing.</param>
    /// <returns>The code, and what is wrong with the two; neither where both are null.</returns>
    public static (string? Code, string? Problem) Join(string? told, string? mark)
    {
        if (mark is null || told is null)
        {
            var word = told ?? mark;
            return word is null ? (null, null)
                : Of(word) is { } single ? (single, null)
                : (
                    null,
                    $"'{CellText.Shown(word)}' {(told is null ? "is the sign of no single currency; add a column of currencies" : Rule)}"
                );
        }

        return Of(told) is not { } code ? (null, $"'{CellText.Shown(told)}' {Rule}")
            : Of(mark) is not { } other || other == code || IsSignOf(mark, code) ? (code, null)
            : (null, $"is {code}, and {other} beside the amount; make both the same");
    }

    private static bool IsSignOf(string mark, string code) =>
        (mark == "$" && Dollars.Contains(code, StringComparison.Ordinal))
        || (mark == "¥" && Yen.Contains(code, StringComparison.Ordinal));
}
