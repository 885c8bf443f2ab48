namespace CsMl.Core.Privacy;

/// <summary>The one way by which a text of the CRM gets into a prompt: made inert, stripped of names, bounded.</summary>
/// <param name="names">Hides them.</param>
/// <param name="includeText">False: no text gets in, and names as placeholders alone.</param>
internal sealed class FactTexts(Pseudonyms names, bool includeText)
{
    /// <summary>How much of a name is looked at. The same wherever it is, so that it is the same name.</summary>
    public const int LongestName = 256;

    /// <summary>How much of a text is looked at for each character that is shown.</summary>
    private const int LookAhead = 3;

    /// <param name="most">In characters.</param>
    /// <returns>Null where there is nothing to show.</returns>
    public string? Of(string? text, int most)
    {
        if (!includeText || string.IsNullOrEmpty(text))
        {
            return null;
        }

        var inert = WholeWords(SanitizeText.Of(text, LookAhead * most), LookAhead * most);
        return inert.Length == 0 ? null : ShortText.Of(names.Hide(inert), most);
    }

    /// <summary>A name that is shown as such; never null, because a name without visible letters is one, too.</summary>
    public string Name(string name, Placeholder kind, int most) =>
        ShortText.Of(names.HideName(SanitizeText.Of(name, LongestName), kind), most);

    /// <summary>What is at the cut may be half a name or half an address, which nobody would know again.</summary>
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
