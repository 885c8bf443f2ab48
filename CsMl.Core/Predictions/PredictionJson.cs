using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Predictions;

/// <summary>JSON of predictions, identical in the store, in files and in responses.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter), typeof(ShortDecimalConverter)],
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(Prediction))]
public sealed partial class PredictionJson : JsonSerializerContext
{
    private static PredictionJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static PredictionJson Plain => _plain ??= new PredictionJson(PlainText.Of(Default.Options));

    public static RawJson Of(Prediction prediction) =>
        new(JsonSerializer.SerializeToUtf8Bytes(prediction, Plain.Prediction));
}
