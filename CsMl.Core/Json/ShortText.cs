using System.Text;

namespace CsMl.Core.Json;

/// <summary>
/// Limits the length of a text: blobs are removed, and a long text ends with an ellipsis, after a whole word if
/// possible.
/// </summary>
internal static class ShortText
{
    /// <summary>Longer words are not written by people; they are Base64, hex and the like.</summary>
    private const int LongestWord = 40;

    /// <summary>Replacement for a blob.</summary>
    private const string Blob = "[...]";

    /// <summary>Number of characters in which the end of a word is searched before a word is cut.</summary>
    private const int LookBack = 40;

    /// <param name="most">Maximum length in characters, including the ellipsis.</param>
    public static string Of(string text, int most) => Cut(WithoutBlobs(text), most);

    private static string WithoutBlobs(string text)
    {
        if (text.Length <= LongestWord)
        {
            return text;
        }

        StringBuilder? kept = null;
        var done = 0;
        for (var start = 0; start < text.Length; )
        {
            var end = start;
            // Only ASCII counts, because some scripts have no spaces between words.
            while (end < text.Length && text[end] is > ' ' and < '\x7F')
            {
                end++;
            }

            if (end - start > LongestWord)
            {
                (kept ??= new StringBuilder(text.Length)).Append(text, done, start - done).Append(Blob);
                done = end;
            }

            start = end + 1;
        }

        return kept is null ? text : kept.Append(text, done, text.Length - done).ToString();
    }

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - 1;
        var space = text.LastIndexOf(' ', end, Math.Min(end, LookBack));
        if (space > 0)
        {
            end = space;
        }
        else
        {
            // The cut must not split a placeholder or a surrogate pair.
            var open = text.LastIndexOf('[', end - 1, Math.Min(end, LookBack));
            if (open > 0 && text.IndexOf(']', open) >= end)
            {
                end = open;
            }

            end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        }

        return text[..end].TrimEnd() + "\u2026";
    }
}
