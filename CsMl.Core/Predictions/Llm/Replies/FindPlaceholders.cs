using System.Text.RegularExpressions;

namespace CsMl.Core.Predictions.Llm.Replies;

/// <summary>Finds what stands for a name in a text, such as <c>[COMPANY]</c> and <c>[PERSON_1]</c>, and nothing else in brackets.</summary>
internal static class FindPlaceholders
{
    // In any case, as they are restored in any.
    private static readonly Regex Pattern = new(
        @"\[(COMPANY|[A-Z]+_[0-9]+)\]",
        RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
            | RegexOptions.CultureInvariant
            | RegexOptions.IgnoreCase
    );

    public static IEnumerable<string> In(string text) => Pattern.Matches(text).Select(static m => m.Value);

    public static string Replace(string text, Func<string, string> with) =>
        text.Contains('[', StringComparison.Ordinal) ? Pattern.Replace(text, m => with(m.Value)) : text;

    /// <summary>The text with letters in their place, of the same length.</summary>
    public static string Blank(string text) => Replace(text, static p => new string('x', p.Length));
}
