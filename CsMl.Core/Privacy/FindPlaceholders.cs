using System.Text.RegularExpressions;

namespace CsMl.Core.Privacy;

/// <summary>Finds placeholders such as <c>[COMPANY]</c> and <c>[PERSON_1]</c>, and no other text in brackets.</summary>
internal static class FindPlaceholders
{
    /// <summary>
    /// The pattern is matched in any case, as placeholders are restored in any case. A number must end at the bracket,
    /// so that [PERSON_1] is never found in [PERSON_10].
    /// </summary>
    public const string Form = @"\[(?:COMPANY|[A-Z]+_[0-9]+)\]";

    private static readonly Regex Pattern = new(Form, Patterns.Linear);

    public static IEnumerable<string> In(string text) => Pattern.Matches(text).Select(static m => m.Value);

    public static string Replace(string text, Func<string, string> with) =>
        text.Contains('[', StringComparison.Ordinal) ? Pattern.Replace(text, m => with(m.Value)) : text;

    /// <summary>The text with each placeholder replaced by letters of the same length.</summary>
    public static string Blank(string text) => Replace(text, static p => new string('x', p.Length));
}
