using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the currency that the name of a column states: <c>ARR (EUR)</c>, <c>Umsatz in €</c>, <c>ARR_USD__c</c>.</summary>
internal static class HeaderCurrency
{
    private const string In = "in";

    /// <summary>The name without the currency, and the currency's code; null if the name states none.</summary>
    public static (string Name, string Code)? Of(string header)
    {
        var name = HeaderName.WithoutSuffix(header).TrimEnd(')', ']', ' ');
        var start = name.LastIndexOfAny([' ', '(', '[', '_', '-', '/', '\u00A0']) + 1;
        var word = name[start..];
        var bare = name[..start].TrimEnd(' ', '(', '[', '_', '-', '/', ',', '\u00A0');
        if (bare.EndsWith(In, StringComparison.OrdinalIgnoreCase) && !char.IsLetter(bare[^Math.Min(bare.Length, 3)]))
        {
            bare = bare[..^In.Length].TrimEnd(' ', '(', '[', '_', '-', ',', '\u00A0');
        }

        // Codes in capitals only: some are words, such as ALL and TOP.
        return bare.Length > 0 && word.Length > 0 && !word.Any(char.IsLower) && CurrencyWords.Of(word) is { } code
            ? (bare, code)
            : null;
    }
}
