namespace CsMl.Core.Json;

/// <summary>Finds the known name that an unknown one most likely means.</summary>
public static class NearestName
{
    /// <summary>Longer names are no misspellings, and would take long to compare.</summary>
    private const int MaxLength = 64;

    /// <summary>
    /// The nearest name, compared without case, spaces and punctuation; null if none is near. A word may differ in about a
    /// quarter of its letters. Names of as many words are compared word by word, so that two names that share a word are not
    /// near for that (<c>Activity notes</c> is no <c>Activity Date</c>); others may differ in one letter.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is < 3 or > MaxLength)
        {
            return null;
        }

        var words = Words(name);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            if (Distance(words, Words(candidate)) is { } distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>Null if the names are not near.</summary>
    private static int? Distance(List<string> a, List<string> b)
    {
        if (a.Count != b.Count)
        {
            return Distance(string.Concat(a), string.Concat(b), most: 1);
        }

        var sum = 0;
        for (var i = 0; i < a.Count; i++)
        {
            // Of a word of two letters nothing would be left.
            var shorter = Math.Min(a[i].Length, b[i].Length);
            if (Distance(a[i], b[i], most: shorter < 3 ? 0 : Math.Max(1, shorter / 4)) is not { } distance)
            {
                return null;
            }

            sum += distance;
        }

        return sum;
    }

    /// <summary>Null if more letters differ than may.</summary>
    private static int? Distance(string a, string b, int most) =>
        Math.Abs(a.Length - b.Length) <= most && Edits(a, b) is var edits && edits <= most ? edits : null;

    /// <summary>The words of a name in lower case: <c>renewalDate</c>, <c>Renewal_Date</c> and <c>renewal date</c> have two.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>(4);
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isLetter = i < name.Length && char.IsLetterOrDigit(name[i]);
            var isHump = isLetter && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (isLetter && !isHump)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = isHump ? i : i + 1;
        }

        return words;
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
    /// </summary>
    private static int Edits(string a, string b)
    {
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
