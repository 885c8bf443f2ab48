using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsMl.Core.Json;

/// <summary>
/// Writes JSON with readable text: apostrophes and umlauts are not escaped. The default escaping protects HTML, but
/// responses are JSON and never HTML. Invisible characters are still escaped, so that a response is safe on a terminal.
/// </summary>
public static class PlainText
{
    public static JavaScriptEncoder Encoder { get; } = new VisibleEncoder();

    public static JsonSerializerOptions Of(JsonSerializerOptions options) => new(options) { Encoder = Encoder };
}
