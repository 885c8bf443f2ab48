using System.Text.RegularExpressions;

namespace CsMl.Core.Privacy;

/// <summary>How patterns over a model's text are matched.</summary>
internal static class Patterns
{
    /// <summary>In time that grows with the text alone, for the text is a stranger's; in any case; named groups only.</summary>
    public const RegexOptions Linear =
        RegexOptions.NonBacktracking
        | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase;
}
