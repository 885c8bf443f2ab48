using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Learning;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>JSON of the results table's rows that are not returned to callers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(LatestHead))]
[JsonSerializable(typeof(LatestRow))]
[JsonSerializable(typeof(RemovedRow))]
[JsonSerializable(typeof(RiskRow))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(CtaRecord))]
[JsonSerializable(typeof(CtaEvent))]
[JsonSerializable(typeof(CtaSlot))]
[JsonSerializable(typeof(CtaLink))]
[JsonSerializable(typeof(DeliveryFailure))]
[JsonSerializable(typeof(StoredBasis))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(CountedPrediction))]
[JsonSerializable(typeof(Opinion))]
[JsonSerializable(typeof(LimitRow))]
[JsonSerializable(typeof(KeptRow))]
[JsonSerializable(typeof(ChangedResults))]
[JsonSerializable(typeof(PageSession))]
[JsonSerializable(typeof(StoredVersion))]
internal sealed partial class RowJson : JsonSerializerContext
{
    private static RowJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static RowJson Plain => _plain ??= new RowJson(PlainText.Of(Default.Options));
}
