using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Benchmarks;

/// <summary>Reads the values of a <see cref="SerializedAccount"/> in the forms that account facts may have.</summary>
internal static class SerializedValues
{
    /// <summary>Dates and instants, as <see cref="InstantText"/> reads them.</summary>
    internal sealed class Instant : ReadOnly<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && InstantText.TryParse(reader.ValueSpan, out var instant)
                ? instant
                : throw new JsonException();
    }

    /// <summary>Numbers from 0 to 100, as all numbers of an account but money are.</summary>
    internal sealed class Percent : ReadOnly<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            (ShortDecimal.TryParse(reader.ValueSpan, out var value) || reader.TryGetDouble(out value))
            && value is >= 0 and <= 100
                ? value
                : throw new JsonException();
    }

    /// <summary>Numbers, or decimals in quotes.</summary>
    internal sealed class Money : ReadOnly<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw new JsonException();
    }

    /// <summary>Texts, or whole numbers read as their digits.</summary>
    internal sealed class Id : ReadOnly<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.ASCII.GetString(reader.ValueSpan);
    }

    /// <summary>Types of activity; those of the measured lines are shared strings.</summary>
    internal sealed class ActivityType : ReadOnly<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.ValueTextEquals("EMAIL"u8) ? "EMAIL"
            : reader.ValueTextEquals("MEETING"u8) ? "MEETING"
            : reader.ValueTextEquals("CALL"u8) ? "CALL"
            : reader.ValueTextEquals("NOTE"u8) ? "NOTE"
            : reader.GetString();
    }

    internal sealed class AccountTypeWord : Word<AccountType>;

    internal sealed class StatusWord : Word<ActivityStatus>;

    internal sealed class SentimentWord : Word<Sentiment>;

    /// <summary>Words of a closed vocabulary, in any case.</summary>
    internal abstract class Word<T> : ReadOnly<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Vocabulary<T>.TryFind(reader.ValueSpan, out var value) ? value : throw new JsonException();
    }

    internal abstract class ReadOnly<T> : JsonConverter<T>
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
