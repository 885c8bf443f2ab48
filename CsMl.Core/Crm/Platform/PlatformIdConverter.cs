using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <summary>Reads texts, and ids that the platform writes as numbers.</summary>
internal sealed class PlatformIdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(
                CultureInfo.InvariantCulture
            ),
            _ => throw new JsonException("A text or a whole number is expected."),
        };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
