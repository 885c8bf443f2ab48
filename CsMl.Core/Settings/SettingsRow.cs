using System.Text.Json.Serialization;

namespace CsMl.Core.Settings;

/// <summary>The row of a tenant's settings.</summary>
/// <param name="Version">Grows by one with every change; 0 if nothing was ever stored.</param>
/// <param name="Applied">Null in rows of earlier versions, and as long as it is as deployed.</param>
public sealed record SettingsRow(int Version, StoredSettings Settings, AppliedScale? Applied = null)
{
    public static readonly SettingsRow None = new(0, StoredSettings.None);

    [JsonIgnore]
    public AppliedScale Scale => Applied ?? AppliedScale.AsDeployed;
}
