using System.Collections.Frozen;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Finds tags of HTML and forums behind a letter, because a tag inside of a word, as in Sum&lt;b&gt;mers, is not seen
/// where the text is shown.
/// </summary>
internal static class Markup
{
    /// <summary>Maximum length of a tag with its attributes.</summary>
    private const int Longest = 200;

    private const string Comment = "!--";

    private static readonly FrozenSet<string> Inline = Set(
        "a abbr acronym b bdi bdo big code del em font i ins kbd mark q s samp small span strike strong sub sup tt u"
            + " var wbr shy o:p "
            + Comment
    );

    private static readonly FrozenSet<string> Breaks = Set(
        "br p div li ul ol td tr th table h1 h2 h3 h4 h5 h6 hr blockquote pre"
    );

    private static readonly FrozenSet<string> Forum = Set("b i u color size font url");

    /// <summary>The length of the tag at the end of the text, and whether it breaks the line; null if there is none.</summary>
    /// <param name="last">The last character of the text.</param>
    public static (int Length, bool IsBreak)? AtEnd(StringBuilder text, char last) =>
        last switch
        {
            '>' => Tag(text, '<') is var (name, length) && (Inline.Contains(name) || Breaks.Contains(name))
                ? (length, Breaks.Contains(name))
                : null,
            ']' => Tag(text, '[') is var (name, length) && Forum.Contains(name) ? (length, false) : null,
            _ => null,
        };

    /// <summary>The name of the tag at the end of the text, in lower case, and the tag's length.</summary>
    private static (string Name, int Length)? Tag(StringBuilder text, char open)
    {
        var least = Math.Max(1, text.Length - Longest);
        for (var start = text.Length - 2; start >= least; start--)
        {
            if (text[start] == open)
            {
                var isBehindLetter = char.IsLetterOrDigit(text[start - 1]) || char.IsSurrogate(text[start - 1]);
                return isBehindLetter ? Tag(text.ToString(start + 1, text.Length - start - 2)) : null;
            }
        }

        return null;
    }

    /// <param name="inner">What stands between the brackets.</param>
    private static (string Name, int Length)? Tag(string inner)
    {
        if (inner.StartsWith(Comment, StringComparison.Ordinal))
        {
            return (Comment, inner.Length + 2);
        }

        var name = inner.TrimStart('/').Split(' ', '/', '=')[0].ToLowerInvariant();
        // In "a<b and c>d" there is no tag, because b has no attribute.
        return inner.Contains(' ') && !inner.Contains('=') && !inner.EndsWith('/') ? null : (name, inner.Length + 2);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
