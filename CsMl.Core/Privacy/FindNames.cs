namespace CsMl.Core.Privacy;

/// <summary>
/// Finds what names somebody in a text: what the account's own facts call names, and whatever may be one. A word that
/// is no ordinary one counts as a name, and so does every word of a script without capitals, and an ordinary word
/// where it is written as a name is: hiding a word too many costs a prediction little.
/// </summary>
internal static class FindNames
{
    /// <summary>Of what stands behind a number, such as k, rd or FA.</summary>
    private const int LongestUnit = 3;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Every secret in the text, first to last, none over another.</summary>
    public static List<Secret> In(string text, KnownNames known)
    {
        var secrets = new List<Secret>();
        foreach (var (start, length, kind) in Addresses.In(text))
        {
            secrets.Add(new Secret(start, length, kind, text.Substring(start, length)));
        }

        var words = Word.In(text);
        var ordinary = new OrdinaryNames(text, words);
        for (var i = 0; i < words.Count; )
        {
            var (secret, taken) = At(text, words, i, known, ordinary);
            // Where the first word of several is a part of an address, the next may still begin a name.
            i += secret is { } found && !TryClaim(secrets, found) ? 1 : taken;
        }

        return secrets;
    }

    private static (Secret? Secret, int Words) At(
        string text,
        List<Word> words,
        int at,
        KnownNames known,
        OrdinaryNames ordinary
    )
    {
        var word = words[at];
        if (known.Find(words, at) is { } name)
        {
            var last = words[at + name.Words.Count - 1];
            return (new Secret(word.Start, last.End - word.Start, name.Kind, name.Name), name.Words.Count);
        }

        if (word.IsCaseless)
        {
            var count = 1;
            while (at + count < words.Count && words[at + count].IsCaseless && IsNear(words, at + count))
            {
                count++;
            }

            var length = words[at + count - 1].End - word.Start;
            return (new Secret(word.Start, length, Placeholder.Text, text.Substring(word.Start, length)), count);
        }

        return IsStrange(word) || ordinary.Holds(at)
            ? (new Secret(word.Start, word.Length, Placeholder.Name, text.Substring(word.Start, word.Length)), 1)
            : (null, 1);
    }

    /// <summary>Parted by a space or a mark, so that a sentence is one piece and not twenty.</summary>
    private static bool IsNear(List<Word> words, int at) => words[at].Start - words[at - 1].End <= 2;

    /// <summary>Whether a word is on no list of ordinary ones.</summary>
    public static bool IsStrange(Word word)
    {
        // Of letters with digits around them, such as odile1987, the letters tell; 10k, 3rd and 2FA are no names.
        var letters = word.Folded.Trim(Digits);
        if (letters.Length == 0 || (char.IsAsciiDigit(word.Folded[0]) && letters.Length <= LongestUnit))
        {
            return false;
        }

        return word.IsMixed
            || WordList.IsCommonName(letters)
            || (
                !WordList.IsOrdinary(word.Folded, isSmall: !word.HasUpper)
                && !WordList.IsOrdinary(letters, isSmall: !word.HasUpper)
            );
    }

    private static bool TryClaim(List<Secret> secrets, Secret found)
    {
        var at = secrets.Count;
        while (at > 0 && secrets[at - 1].Start >= found.End)
        {
            at--;
        }

        // What overlaps an address is a part of it, and gone with it.
        if (at > 0 && secrets[at - 1].End > found.Start)
        {
            return false;
        }

        secrets.Insert(at, found);
        return true;
    }
}
