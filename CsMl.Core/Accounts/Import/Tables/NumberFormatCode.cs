using System.Globalization;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the currency in the format in which a workbook shows a number: <c>#,##0.00 [$€-407]</c>, <c>"CHF" 0</c>.</summary>
internal static class NumberFormatCode
{
    /// <summary>Currency and accounting formats that a workbook does not spell out: they show the currency of the reader's machine.</summary>
    private static readonly HashSet<int> OfMachine = [5, 6, 7, 8, 41, 42, 43, 44];

    /// <param name="index">The number of the format in the workbook.</param>
    /// <returns>The currency as the format writes it; null if it shows none.</returns>
    public static string? Currency(string format, int index)
    {
        var mark = Bracketed(format) ?? Quoted(format) ?? Sign(format);
        return mark == "$" && OfMachine.Contains(index) ? null : mark;
    }

    /// <summary>The text of <c>[$€-407]</c>, in which a locale may follow.</summary>
    private static string? Bracketed(string format)
    {
        var start = format.IndexOf("[$", StringComparison.Ordinal);
        var end = start < 0 ? -1 : format.IndexOf(']', start);
        if (end < 0)
        {
            return null;
        }

        var text = format[(start + 2)..end].Split('-')[0].Trim();
        return text.Length == 0 ? null : text;
    }

    private static string? Quoted(string format)
    {
        var parts = format.Split('"');
        for (var i = 1; i < parts.Length; i += 2)
        {
            if (parts[i].Trim() is { Length: > 0 } text && CurrencyWords.IsMark(text))
            {
                return text;
            }
        }

        return null;
    }

    private static string? Sign(string format)
    {
        var sign = format.FirstOrDefault(c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);
        return sign == default ? null : sign.ToString();
    }
}
