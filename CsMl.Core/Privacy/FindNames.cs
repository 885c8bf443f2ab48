namespace CsMl.Core.Privacy;

/// <summary>
/// Finds what names somebody in a text: first what the account's own facts call names, then addresses, then whatever
/// may be a name. A word that is no ordinary one counts as a name, and so does every word of a script without capitals,
/// and an ordinary word where it is written as a name is: hiding a word too many costs a prediction little.
/// </summary>
internal static class FindNames
{
    /// <summary>Of what stands behind a number, such as k, rd or FA.</summary>
    private const int LongestUnit = 3;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Every secret in the text, first to last, none over another.</summary>
    public static List<Secret> In(string text, KnownNames known)
    {
        var words = Word.In(text);
        var addresses = WholeWords(text, words, Addresses.In(text));
        var names = FindKnownNames.In(text, words, addresses, known);
        return WithStrangers(text, words, Both(text, addresses, names));
    }

    /// <summary>An address takes the rest of a word with it that it ends in.</summary>
    private static List<Secret> WholeWords(
        string text,
        List<Word> words,
        IEnumerable<(int Start, int Length, Placeholder Kind)> addresses
    )
    {
        var whole = new List<Secret>();
        var at = 0;
        foreach (var (from, length, kind) in addresses)
        {
            var (start, end) = (from, from + length);
            while (at < words.Count && words[at].End <= start)
            {
                at++;
            }

            if (at < words.Count && words[at].Start < start)
            {
                start = Math.Max(words[at].Start, whole.Count > 0 ? whole[^1].End : 0);
            }

            for (var i = at; i < words.Count && words[i].Start < end; i++)
            {
                end = Math.Max(end, words[i].End);
            }

            if (end > (whole.Count > 0 ? whole[^1].End : 0))
            {
                start = Math.Max(start, whole.Count > 0 ? whole[^1].End : 0);
                whole.Add(new Secret(start, end - start, kind, text[start..end]));
            }
        }

        return whole;
    }

    /// <summary>Where the two overlap, the name has what is left of it beside the address, so that both are hidden whole.</summary>
    private static List<Secret> Both(string text, List<Secret> addresses, List<Secret> names)
    {
        var both = new List<Secret>(addresses.Count + names.Count);
        var at = 0;
        foreach (var name in names)
        {
            // The address before may reach over more names than one.
            var from = Math.Max(name.Start, both.Count > 0 ? both[^1].End : 0);
            for (; at < addresses.Count && addresses[at].Start < name.End; at++)
            {
                AddPiece(from, Math.Min(addresses[at].Start, name.End));
                both.Add(addresses[at]);
                from = Math.Max(from, addresses[at].End);
            }

            AddPiece(from, name.End);

            void AddPiece(int start, int end)
            {
                while (start < end && !char.IsLetterOrDigit(text[start]))
                {
                    start++;
                }

                while (end > start && text[end - 1] is ' ' or '<' or '(' or '[' or ',' or ';' or ':' or '-')
                {
                    end--;
                }

                if (end > start)
                {
                    both.Add(name with { Start = start, Length = end - start });
                }
            }
        }

        both.AddRange(addresses.Skip(at));
        return both;
    }

    private static List<Secret> WithStrangers(string text, List<Word> words, List<Secret> secrets)
    {
        var all = new List<Secret>(secrets.Count + 8);
        var ordinary = new OrdinaryNames(text, words);
        var next = 0;
        for (var i = 0; i < words.Count; )
        {
            for (; next < secrets.Count && secrets[next].Start <= words[i].Start; next++)
            {
                all.Add(secrets[next]);
            }

            var free = next < secrets.Count ? secrets[next].Start : text.Length;
            if (all.Count > 0 && words[i].Start < all[^1].End)
            {
                i++;
                continue;
            }

            var (secret, taken) = At(text, words, i, free, ordinary);
            i += taken;
            if (secret is { } found)
            {
                all.Add(found);
            }
        }

        all.AddRange(secrets.Skip(next));
        return all;
    }

    /// <param name="free">Where the next secret begins.</param>
    private static (Secret? Secret, int Words) At(
        string text,
        List<Word> words,
        int at,
        int free,
        OrdinaryNames ordinary
    )
    {
        var word = words[at];
        if (word.IsCaseless)
        {
            var count = 1;
            while (
                at + count < words.Count
                && words[at + count].IsCaseless
                && words[at + count].End <= free
                && IsNear(words, at + count)
            )
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
            || (word.HasMarks && letters.Length > 1 && !WordList.IsLoanWord(letters))
            || WordList.IsCommonName(letters)
            || (
                !WordList.IsOrdinary(word.Folded, isSmall: !word.HasUpper)
                && !WordList.IsOrdinary(letters, isSmall: !word.HasUpper)
            );
    }
}
