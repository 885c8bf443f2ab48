namespace CsMl.Core.Settings;

/// <inheritdoc cref="Predictions.PredictionOptions"/>
public sealed record PredictionSettingsView(SettingView<int> WindowDays);
