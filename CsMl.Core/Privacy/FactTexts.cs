using CsMl.Core.Json;

namespace CsMl.Core.Privacy;

/// <summary>
/// The only path of a CRM text into a prompt: the text is sanitized, names are replaced, and its length is limited.
/// </summary>
/// <param name="names">Replaces names by placeholders.</param>
/// <param name="includeText">If false, no text is included, and names appear only as placeholders.</param>
internal sealed class FactTexts(Pseudonyms names, bool includeText)
{
    /// <summary>
    /// Number of characters of a name that are read. It is the same everywhere, so that a name is always recognised.
    /// </summary>
    public const int LongestName = 256;

    /// <summary>Number of characters read per character shown.</summary>
    private const int LookAhead = 3;

    /// <param name="most">Maximum length in characters.</param>
    /// <returns>Null if there is nothing to show.</returns>
    public string? Of(string? text, int most)
    {
        if (!includeText || string.IsNullOrEmpty(text))
        {
            return null;
        }

        var inert = WholeWords(SanitizeText.Of(text, LookAhead * most), LookAhead * most);
        return inert.Length == 0 ? null : ShortText.Of(names.Hide(inert), most);
    }

    /// <summary>
    /// A name that is shown as such. Never null, because even a name without visible letters is a name.
    /// </summary>
    public string Name(string name, Placeholder kind, int most) =>
        ShortText.Of(names.HideName(SanitizeText.Of(name, LongestName), kind), most);

    /// <summary>
    /// Cuts at a word boundary, because half a name or half an address at the cut would not be recognised.
    /// </summary>
    private static string WholeWords(string inert, int looked)
    {
        if (inert.Length < looked)
        {
            return inert;
        }

        var space = inert.LastIndexOf(' ');
        return space > 0 ? inert[..space] : inert[..^FindKnownNames.LongestTorn];
    }
}
