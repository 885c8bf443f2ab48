using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Settings;

/// <summary>JSON of the row of a tenant's settings.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SettingsRow))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    private static SettingsJson? _plain;

    /// <inheritdoc cref="PlainText"/>
    public static SettingsJson Plain => _plain ??= new SettingsJson(PlainText.Of(Default.Options));
}
