using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Outcomes;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Json;

/// <summary>How rows are written that no caller ever sees.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(LatestHead))]
[JsonSerializable(typeof(LatestRow))]
[JsonSerializable(typeof(RiskRow))]
[JsonSerializable(typeof(PackedMain))]
[JsonSerializable(typeof(CtaRecord))]
[JsonSerializable(typeof(CtaEvent))]
[JsonSerializable(typeof(PlaybookRow))]
[JsonSerializable(typeof(CtaSlot))]
[JsonSerializable(typeof(HistoryRow))]
[JsonSerializable(typeof(StoredBasis))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(CountedPrediction))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(BudgetRow))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(BucketProgress))]
[JsonSerializable(typeof(RunMessage))]
internal sealed partial class RowJson : JsonSerializerContext
{
    private static RowJson? plain;

    /// <inheritdoc cref="PlainText"/>
    public static RowJson Plain => plain ??= new RowJson(PlainText.Of(Default.Options));
}
