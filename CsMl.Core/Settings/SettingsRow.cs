namespace CsMl.Core.Settings;

/// <summary>The row of a tenant's settings.</summary>
/// <param name="Version">Grows by one with every change; 0 if nothing was ever stored.</param>
public sealed record SettingsRow(int Version, StoredSettings Settings)
{
    public static readonly SettingsRow None = new(0, StoredSettings.None);
}
