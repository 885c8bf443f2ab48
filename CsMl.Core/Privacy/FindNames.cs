namespace CsMl.Core.Privacy;

/// <summary>
/// Finds names and addresses in a text: first names from the account's own facts, then addresses, then words that may
/// be names. A word counts as a name if it is on no list of ordinary words, if its script has no capitals, or if it is
/// an ordinary word used as a name. False positives are acceptable, because hiding one word too many hardly affects a
/// prediction.
/// </summary>
internal static class FindNames
{
    /// <summary>Maximum length of a unit after a number, such as k, rd or FA.</summary>
    private const int LongestUnit = 3;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>All secrets in the text, in order of position, without overlaps.</summary>
    public static List<Secret> In(string text, KnownNames known)
    {
        var words = Word.In(text);
        var addresses = WholeWords(text, words, Addresses.In(text));
        var names = FindKnownNames.In(text, words, addresses, known);
        return WithStrangers(text, words, Both(text, addresses, names));
    }

    /// <summary>Extends each address to the end of its last word.</summary>
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

    /// <summary>
    /// Combines addresses and names. If they overlap, the name keeps the part outside the address, so that both are
    /// completely hidden.
    /// </summary>
    private static List<Secret> Both(string text, List<Secret> addresses, List<Secret> names)
    {
        var both = new List<Secret>(addresses.Count + names.Count);
        var at = 0;
        foreach (var name in names)
        {
            // The previous address may overlap several names.
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

    /// <param name="free">Position at which the next secret begins.</param>
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

    /// <summary>
    /// True if two words are separated by at most two characters, so that a sentence becomes one secret and not twenty.
    /// </summary>
    private static bool IsNear(List<Word> words, int at) => words[at].Start - words[at - 1].End <= 2;

    /// <summary>True if the word is on no list of ordinary words.</summary>
    public static bool IsStrange(Word word)
    {
        // If digits surround the letters, as in odile1987, only the letters count; 10k, 3rd and 2FA are not names.
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
