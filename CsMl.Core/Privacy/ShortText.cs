using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>Bounds text: blobs in it go, and what is too long ends in an ellipsis, after a whole word where it can.</summary>
internal static class ShortText
{
    /// <summary>Nothing that a person wrote has longer words; Base64, hex and the like have.</summary>
    private const int LongestWord = 40;

    /// <summary>Stands for what is no word.</summary>
    private const string Blob = "[...]";

    /// <summary>How far back a word's end is looked for before a word is cut.</summary>
    private const int LookBack = 40;

    /// <param name="most">In characters, the ellipsis included.</param>
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
            // Only ASCII, because some scripts put no spaces between words.
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
            // Neither through a placeholder nor through a pair of surrogates.
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
