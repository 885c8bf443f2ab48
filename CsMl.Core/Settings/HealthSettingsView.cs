namespace CsMl.Core.Settings;

/// <inheritdoc cref="Health.HealthOptions"/>
public sealed record HealthSettingsView(SettingView<int> Scale);
