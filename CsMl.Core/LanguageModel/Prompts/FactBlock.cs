using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// The block with an account's facts: one line of JSON between two delimiter lines. No text in it can forge a
/// delimiter, because every angle bracket in the JSON is escaped.
/// </summary>
internal static class FactBlock
{
    public const string Open = "<account_facts>";
    public const string Close = "</account_facts>";

    /// <summary>
    /// Letters of any script are not escaped. The encoder always escapes quotes, ampersands, angle brackets, backticks,
    /// control characters, line and paragraph separators, and unassigned code points.
    /// </summary>
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly JsonWriterOptions Json = new() { Encoder = Encoder };

    public static int Overhead => Open.Length + Close.Length + 2;

    public static string Around(ReadOnlySpan<byte> json) => $"{Open}\n{Encoding.UTF8.GetString(json)}\n{Close}";
}
