namespace CsMl.Core.Settings;

/// <inheritdoc cref="Limits.Quotas"/>
public sealed record LimitSettingsView(
    SettingView<int?> PredictionsPerDay,
    SettingView<int?> BatchRunsPerDay,
    SettingView<int?> CtasPerDay,
    SettingView<int?> ImportsPerDay
);
