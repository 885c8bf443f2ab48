using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>What is left of a name in a text: the part itself, its genitive, or its letters in a row whatever stands between.</summary>
internal static partial class Traces
{
    /// <summary>Fewer letters in a row may stand in any text by chance.</summary>
    private const int LeastInRow = 5;

    public static string? Find(string text, IEnumerable<string> parts)
    {
        var visible = Placeholders().Replace(text, " | ");
        string[] spellings = [visible.ToLowerInvariant(), string.Join(' ', Word.Fold(visible))];
        foreach (var spelling in spellings)
        {
            var words = Words().Matches(spelling).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
            var row = string.Concat(Words().Matches(spelling).Select(m => m.Value));
            foreach (var part in parts.Select(p => p.ToLowerInvariant()))
            {
                if (
                    words.Contains(part)
                    || words.Contains(part + "s")
                    || (part.Length >= LeastInRow && row.Contains(part, StringComparison.Ordinal))
                )
                {
                    return part;
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"\[[A-Z]+(_\d+)?\]|\[\.\.\.\]")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex Words();
}
