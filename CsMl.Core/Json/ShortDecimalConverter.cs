using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>Writes doubles as the serialiser does, but short decimals faster.</summary>
public sealed class ShortDecimalConverter : JsonConverter<double>
{
    private const int Enough = 24;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Enough];
        if (ShortDecimal.TryFormat(value, text, out var written))
        {
            writer.WriteRawValue(text[..written], skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
