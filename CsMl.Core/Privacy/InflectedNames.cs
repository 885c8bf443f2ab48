namespace CsMl.Core.Privacy;

/// <summary>
/// Lists the inflected forms of a name that are ordinary English words: Nine of Nina, Very of Věra, Sun of Su. A form
/// that is no ordinary word is hidden anyway.
/// </summary>
internal static class InflectedNames
{
    /// <summary>Minimum length of a form, because shorter ones are words such as my and of.</summary>
    private const int LeastForm = 3;

    /// <summary>Minimum length of a name that exchanges its ending.</summary>
    private const int LeastExchanged = 3;

    /// <summary>German, Slavic, Latin, Finnish and Hungarian endings that follow the name.</summary>
    private static readonly string[] Appended = "n en a u em om ovi iem ou us um ae lle ssa ksta nak val hoz ban".Split(
        ' '
    );

    /// <summary>The same, and the Hungarian accusative.</summary>
    private static readonly string[] AfterVowel = [.. Appended, "t"];

    /// <summary>Slavic, Baltic and Greek endings that replace the ending of the name.</summary>
    private static readonly (string Old, string[] New)[] Exchanged =
    [
        ("a", "e y i u o ie ou oj om ai as os ami".Split(' ')),
        ("e", "a y i u o em om es".Split(' ')),
        ("o", "a e i u em om".Split(' ')),
        ("i", "a e u o im em".Split(' ')),
        ("y", "a e i u ego emu ym ies".Split(' ')),
        ("as", "a o e u ai am ui".Split(' ')),
        ("is", "i o e a y im".Split(' ')),
        ("os", "o e ou u".Split(' ')),
        ("us", "u e i o um".Split(' ')),
    ];

    /// <summary>Slavic endings after which the e before the last consonant is dropped: Marka of Marek.</summary>
    private static readonly string[] AfterDroppedVowel = "a e i u y em om ovi".Split(' ');

    /// <param name="name">One word, folded.</param>
    public static IEnumerable<string> Of(string name) =>
        Forms(name).Where(form => form.Length >= LeastForm && form != name && WordList.IsOrdinary(form, isSmall: true));

    private static IEnumerable<string> Forms(string name)
    {
        foreach (var ending in IsVowel(name[^1]) ? AfterVowel : Appended)
        {
            yield return name + ending;
        }

        if (name.Length < LeastExchanged)
        {
            yield break;
        }

        foreach (var (old, endingsOf) in Exchanged)
        {
            if (name.EndsWith(old, StringComparison.Ordinal))
            {
                foreach (var ending in endingsOf)
                {
                    yield return name[..^old.Length] + ending;
                }
            }
        }

        if (name.Length > LeastExchanged && name[^2] == 'e' && !IsVowel(name[^1]) && !IsVowel(name[^3]))
        {
            foreach (var ending in AfterDroppedVowel)
            {
                yield return name[..^2] + name[^1] + ending;
            }
        }
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
