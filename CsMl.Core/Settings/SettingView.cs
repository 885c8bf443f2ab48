namespace CsMl.Core.Settings;

/// <summary>The value of one setting, and where it comes from.</summary>
public sealed record SettingView<T>(T Value, SettingSource Source);
