using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>
/// JSON that is written verbatim, so that stored JSON is returned without parsing and serialising it again.
/// </summary>
/// <param name="Utf8">One whole JSON value.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The text, once it is seen to be one whole JSON value.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static RawJson Checked(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        while (reader.Read()) { }
        return System.Text.Unicode.Utf8.IsValid(utf8.Span)
            ? new RawJson(utf8)
            : throw new JsonException("The text is not UTF-8.");
    }
}
