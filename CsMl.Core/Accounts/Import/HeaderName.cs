using System.Buffers;
using System.Text;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Compares names of columns whatever their case, spaces, underscores, punctuation and diacritics: <c>Renewal_Date__c</c>
/// is <c>renewaldate</c>, <c>Verlängerungsdatum</c> is <c>verlaengerungsdatum</c>.
/// </summary>
internal static class HeaderName
{
    /// <summary>Ends the names of a Salesforce org's own fields.</summary>
    private const string CustomField = "__c";

    private static readonly SearchValues<char> Umlauts = SearchValues.Create("äöüÄÖÜ");

    /// <summary>The name without what Salesforce puts behind the names of an org's own fields.</summary>
    public static string WithoutSuffix(string name)
    {
        var trimmed = CellText.Trim(name);
        return trimmed.EndsWith(CustomField, StringComparison.OrdinalIgnoreCase)
            ? trimmed[..^CustomField.Length]
            : trimmed;
    }

    public static string Normalize(string name)
    {
        var trimmed = WithoutSuffix(name);
        var key = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            var lower = char.ToLowerInvariant(c);
            if (char.IsAsciiLetterOrDigit(lower))
            {
                key.Append(lower);
            }
            else if (NormalWords.Spell(lower) is { } plain)
            {
                key.Append(plain);
            }
            else if (lower == '\u0308' && key.Length > 0)
            {
                // A diaeresis of its own, as macOS writes file names and some exports their headers.
                key.Append('e');
            }
            else if (char.IsLetterOrDigit(lower))
            {
                key.Append(lower);
            }
        }

        return key.ToString();
    }

    /// <summary>A name, and the same with its umlauts as bare vowels, as exports without them have it.</summary>
    public static IEnumerable<string> Spellings(string name)
    {
        yield return Normalize(name);
        if (name.AsSpan().ContainsAny(Umlauts))
        {
            yield return Normalize(
                string.Concat(
                    name.Select(c =>
                        c switch
                        {
                            'ä' or 'Ä' => 'a',
                            'ö' or 'Ö' => 'o',
                            'ü' or 'Ü' => 'u',
                            _ => c,
                        }
                    )
                )
            );
        }
    }
}
