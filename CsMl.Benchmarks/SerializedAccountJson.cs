using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Benchmarks;

/// <summary>Reads a <see cref="SerializedAccount"/>: as <see cref="CoreJson"/>, and with the app's own forms of values.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(InstantConverter),
        typeof(PercentConverter),
        typeof(MoneyConverter),
        typeof(WordConverter<AccountType>),
        typeof(WordConverter<ActivityStatus>),
        typeof(WordConverter<Sentiment>)
    ],
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(SerializedAccount))]
internal sealed partial class SerializedAccountJson : JsonSerializerContext;

/// <summary>Dates and instants, as <see cref="InstantText"/> has them.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && InstantText.TryParse(reader.ValueSpan, out var instant)
            ? instant
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Numbers from 0 to 100, which all numbers of an account but money are.</summary>
internal sealed class PercentConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (ShortDecimal.TryParse(reader.ValueSpan, out var value) || reader.TryGetDouble(out value))
        && value is >= 0 and <= 100
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Numbers, or decimals in quotes.</summary>
internal sealed class MoneyConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.TryParse(
            reader.ValueSpan,
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out var amount
        )
            ? amount
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Texts, or whole numbers read as their digits.</summary>
internal sealed class IdConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? reader.GetString()
            : System.Text.Encoding.ASCII.GetString(reader.ValueSpan);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Types of activity; those in the measured lines are shared strings.</summary>
internal sealed class ActivityTypeConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.ValueTextEquals("EMAIL"u8) ? "EMAIL"
        : reader.ValueTextEquals("MEETING"u8) ? "MEETING"
        : reader.ValueTextEquals("CALL"u8) ? "CALL"
        : reader.ValueTextEquals("NOTE"u8) ? "NOTE"
        : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>Words of a closed vocabulary, in any case.</summary>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Vocabulary<T> Words = (Vocabulary<T>)
        (object)(
            default(T) switch
            {
                AccountType => (object)AccountVocabularies.AccountTypes,
                ActivityStatus => AccountVocabularies.ActivityStatuses,
                _ => AccountVocabularies.Sentiments,
            }
        );

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Words.TryFind(reader.ValueSpan, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
