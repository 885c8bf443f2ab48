using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>Writes instants as ISO 8601 UTC with a Z, such as <c>2026-03-01T09:30:00Z</c>.</summary>
public sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
