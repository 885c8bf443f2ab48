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

        var read = LookAhead * most;
        var inert = SanitizeText.Of(text, read + FindKnownNames.LongestTornText);
        return inert.Length == 0 ? null : ShortText.Of(names.HideBeginning(inert, WholeWords(inert, read)), most);
    }

    /// <summary>
    /// A name that is shown as such. Never null, because even a name without visible letters is a name.
    /// </summary>
    public string Name(string name, Placeholder kind, int most) =>
        ShortText.Of(names.HideName(SanitizeText.Of(name, LongestName), kind), most);

    /// <summary>
    /// The number of characters that may be shown. It ends at a word, and what is read beyond it shows whether a name
    /// or an address goes on there.
    /// </summary>
    private static int WholeWords(string inert, int read)
    {
        if (inert.Length <= read)
        {
            return inert.Length;
        }

        var space = inert.LastIndexOf(' ', read);
        return space > 0 ? space : read - (char.IsHighSurrogate(inert[read - 1]) ? 1 : 0);
    }
}
