using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Requests;

namespace CsMl.Core.Portfolio;

/// <summary>JSON of the runs table's rows and of the messages.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    UseStringEnumConverter = true,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(ClosedRun))]
[JsonSerializable(typeof(PortfolioSummary))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(BucketProgress))]
[JsonSerializable(typeof(RunMessage))]
[JsonSerializable(typeof(RunHeartbeat))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class RunJson : JsonSerializerContext
{
    private static RunJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static RunJson Plain => _plain ??= new RunJson(PlainText.Of(Default.Options));
}
