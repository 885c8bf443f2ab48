using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Settings;

/// <summary>The row of a tenant's settings.</summary>
/// <param name="Version">Grows by one with every change; 0 if nothing was ever stored.</param>
public sealed record SettingsRow(int Version, StoredSettings Settings)
{
    public static readonly SettingsRow None = new(0, StoredSettings.None);
}

/// <summary>JSON of that row.</summary>
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
