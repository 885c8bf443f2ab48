using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Json;

/// <summary>How records are written to the store, to files and to answers: one way everywhere.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter), typeof(ShortDecimalConverter)],
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(AccountFacts))]
[JsonSerializable(typeof(Cta))]
public sealed partial class CoreJson : JsonSerializerContext
{
    private static CoreJson? plain;

    /// <inheritdoc cref="PlainText"/>
    public static CoreJson Plain => plain ??= new CoreJson(PlainText.Of(Default.Options));
}
