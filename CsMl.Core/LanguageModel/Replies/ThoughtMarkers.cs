using System.Text;
using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Finds where a model's thoughts begin and end in a text. Each family of models has its own markers, and servers often
/// pass them on or swallow the first one, so they are recognised by their form: a tag in any brackets whose name speaks
/// of thinking, or a channel.
/// </summary>
internal static class ThoughtMarkers
{
    private const string Name =
        @"[\w:-]{0,30}(think|thought|reason|analy[sz]|reflect|scratch|monologue|deliberat)[\w-]{0,30}";

    /// <summary>Tags that wrap an answer or belong to a page.</summary>
    private const string Other =
        "answer|output|final|response|reply|result|json|solution|tool|function|html|head|body|div|span|pre|code|table|xml|h\\d|[a-z]{1,2}\\b";

    private const string Ends =
        // </think>, [/THINK], ◁/think▷
        @"[<\[◁]\|?/\s?"
        + Name
        + @"\|?[>\]▷]"
        // <|end_of_thought|>, <|END_THINKING|>
        + @"|<\|end_?(of_?)?"
        + Name
        + @"\|>"
        // <|close|>think<|sep|>
        + @"|<\|(close|end)\|>\s?"
        + Name
        // Channels: <|channel|>final, also without their brackets; <channel|> after <|channel>
        + @"|<\|channel\|>\s*final|assistant\s?final(?-i:(?=[^a-z]))|<channel\|>"
        + @"|</details>|\.\.\.\s?done thinking\.?";

    private const string Begins =
        @"[<\[◁]\|?\s?"
        + Name
        + @"([ =][^<>\n]{0,60})?\|?[>\]▷]"
        + @"|<\|(start|begin)_?(of_?)?"
        + Name
        + @"\|>"
        + @"|<\|(open|start|begin)\|>\s?"
        + Name
        + @"|<\|channel\|>\s*(analysis|commentary)|<\|channel>"
        + @"|<details\b[^<>\n]{0,80}>"
        // At the beginning of a reply any tag wraps thoughts, unless its name says that the answer follows.
        + @"|\A\s*(<(?!"
        + Other
        + @")[a-z][\w-]{0,40}>|thinking(\.\.\.|…)|analysis(?-i:(?=[A-Z])))";

    private static readonly Regex Markers = new(
        $"(?<end>{Ends})|(?<begin>{Begins})",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        // Each repetition has a bound, so the time is linear in the length of the text.
        Regex.InfiniteMatchTimeout
    );

    /// <summary>What may stand around an object and says nothing: control tokens, names of formats, fences.</summary>
    private static readonly Regex Silence = new(@"<\|[^<>|]{0,40}\|>|`{3,}\w*|</?\w{1,20}>|\s", Patterns.Linear);

    /// <summary>The markers in order, with positions in the UTF-8 bytes of the text.</summary>
    public static IReadOnlyList<(int From, int To, bool IsEnd)> In(string text)
    {
        var found = new List<(int, int, bool)>();
        var (chars, bytes) = (0, 0);
        foreach (Match match in Markers.Matches(text))
        {
            var from = bytes + Encoding.UTF8.GetByteCount(text.AsSpan(chars..match.Index));
            bytes = from + Encoding.UTF8.GetByteCount(match.ValueSpan);
            chars = match.Index + match.Length;
            found.Add((from, bytes, match.Groups["end"].Success));
        }

        return found;
    }

    /// <summary>True if nothing is left of a text once its thoughts were taken out.</summary>
    public static bool IsSilent(string said) => Silence.Replace(said, "").Length == 0;
}
