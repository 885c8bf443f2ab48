using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Rest;

/// <summary>Entities as the service's JSON, whose types beyond JSON's own stand beside the property, in an annotation.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    // Nothing here ends in a web page; the default encoder would write six characters for every quotation mark.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        if (entity is not IDictionary<string, object> properties)
        {
            throw new NotSupportedException("Entities are TableEntity here; see README.md.");
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            // The service sets these two and refuses or ignores a caller's.
            if (value is not null && name is not (nameof(ITableEntity.Timestamp) or TableEntity.ETagName))
            {
                Write(writer, name, value);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static T Read<T>(BinaryData json)
        where T : class
    {
        using var document = JsonDocument.Parse(json);
        return Read<T>(document.RootElement);
    }

    public static T Read<T>(JsonElement json)
        where T : class
    {
        var entity = new TableEntity();
        foreach (var property in Properties(json))
        {
            if (property.Name == TableEntity.ETagName || !property.Name.Contains("odata.", StringComparison.Ordinal))
            {
                var type = json.TryGetProperty(property.Name + TypeSuffix, out var annotation)
                    ? annotation.GetString()
                    : null;
                if (Value(property, type) is { } value)
                {
                    entity[property.Name] = value;
                }
            }
        }

        return entity as T ?? throw new NotSupportedException("Entities are TableEntity here; see README.md.");
    }

    private static JsonElement.ObjectEnumerator Properties(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject()
            : throw new JsonException("The service answered with something that is no entity.");

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case double number when double.IsFinite(number):
                Annotate("Edm.Double");
                writer.WriteNumber(name, number);
                break;
            case double number:
                Annotate("Edm.Double");
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case long number:
                Annotate("Edm.Int64");
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                Annotate("Edm.Binary");
                writer.WriteBase64String(name, bytes);
                break;
            case BinaryData bytes:
                Annotate("Edm.Binary");
                writer.WriteBase64String(name, bytes.ToMemory().Span);
                break;
            case Guid guid:
                Annotate("Edm.Guid");
                writer.WriteString(name, guid);
                break;
            case DateTimeOffset instant:
                Annotate("Edm.DateTime");
                writer.WriteString(name, instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                Annotate("Edm.DateTime");
                writer.WriteString(name, instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"Property {name}: the service has no type for {value.GetType()}.");
        }

        void Annotate(string type) => writer.WriteString(name + TypeSuffix, type);
    }

    private static object? Value(JsonProperty property, string? type) =>
        type switch
        {
            "Edm.Binary" => property.Value.GetBytesFromBase64(),
            "Edm.Int64" => long.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
            "Edm.Guid" => property.Value.GetGuid(),
            "Edm.DateTime" => property.Value.GetDateTimeOffset(),
            "Edm.Double" when property.Value.ValueKind == JsonValueKind.String => double.Parse(
                property.Value.GetString()!,
                CultureInfo.InvariantCulture
            ),
            "Edm.Double" => property.Value.GetDouble(),
            _ when property.Name == nameof(ITableEntity.Timestamp) => property.Value.GetDateTimeOffset(),
            _ => property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when property.Value.TryGetInt32(out var whole) => whole,
                JsonValueKind.Number => property.Value.GetDouble(),
                _ => null,
            },
        };
}
