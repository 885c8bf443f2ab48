using System.Text.Json.Serialization;

namespace CsMl.Benchmarks;

/// <summary>JSON options for reading a <see cref="SerializedAccount"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [
        typeof(SerializedValues.Instant),
        typeof(SerializedValues.Percent),
        typeof(SerializedValues.Money),
        typeof(SerializedValues.AccountTypeWord),
        typeof(SerializedValues.StatusWord),
        typeof(SerializedValues.SentimentWord),
    ],
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(SerializedAccount))]
internal sealed partial class SerializedAccountJson : JsonSerializerContext;
