using System.Text.RegularExpressions;

namespace CsMl.Core.Privacy;

/// <summary>Regex options for patterns that are matched against a model's text.</summary>
internal static class Patterns
{
    /// <summary>
    /// Linear time in the length of the text, because the text is untrusted; any case; named groups only.
    /// </summary>
    public const RegexOptions Linear =
        RegexOptions.NonBacktracking
        | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase;
}
