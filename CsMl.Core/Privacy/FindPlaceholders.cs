using System.Text.RegularExpressions;

namespace CsMl.Core.Privacy;

/// <summary>Finds what stands for a name in a text, such as <c>[COMPANY]</c> and <c>[PERSON_1]</c>, and nothing else in brackets.</summary>
internal static class FindPlaceholders
{
    /// <summary>
    /// In any case, as they are restored in any. A number must end at the bracket, so [PERSON_1] is never found in
    /// [PERSON_10].
    /// </summary>
    public const string Form = @"\[(?:COMPANY|[A-Z]+_[0-9]+)\]";

    private static readonly Regex Pattern = new(Form, Patterns.Linear);

    public static IEnumerable<string> In(string text) => Pattern.Matches(text).Select(static m => m.Value);

    public static string Replace(string text, Func<string, string> with) =>
        text.Contains('[', StringComparison.Ordinal) ? Pattern.Replace(text, m => with(m.Value)) : text;

    /// <summary>The text with letters in their place, of the same length.</summary>
    public static string Blank(string text) => Replace(text, static p => new string('x', p.Length));
}
