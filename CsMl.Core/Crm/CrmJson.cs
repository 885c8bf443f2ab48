using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Crm;

/// <summary>JSON of the accounts table's rows.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(UtcInstantConverter)]
)]
[JsonSerializable(typeof(NamedAccount))]
[JsonSerializable(typeof(PackedRow))]
[JsonSerializable(typeof(PlaybookRow))]
[JsonSerializable(typeof(SyncCursor))]
[JsonSerializable(typeof(SyncState))]
internal sealed partial class CrmJson : JsonSerializerContext
{
    private static CrmJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static CrmJson Plain => _plain ??= new CrmJson(PlainText.Of(Default.Options));
}
