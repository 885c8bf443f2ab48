using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsMl.Core.Json;

/// <summary>
/// Writes text as it is read: an apostrophe or an umlaut is no escape sequence. Answers are JSON and never HTML, which
/// is what the default escaping is there for. What cannot be seen is escaped, so that an answer can be shown on a terminal.
/// </summary>
public static class PlainText
{
    public static JavaScriptEncoder Encoder { get; } = new VisibleEncoder();

    public static JsonSerializerOptions Of(JsonSerializerOptions options) => new(options) { Encoder = Encoder };
}
