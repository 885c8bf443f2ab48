using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsMl.Core.Json;

/// <summary>
/// Writes text as it is read: an apostrophe or an umlaut is no escape sequence. Answers are JSON and never HTML, which
/// is what the default escaping is there for.
/// </summary>
public static class PlainText
{
    public static JsonSerializerOptions Of(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
