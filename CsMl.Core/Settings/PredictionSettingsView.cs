namespace CsMl.Core.Settings;

/// <param name="WindowDays">Days that a prediction looks ahead if its caller names no window.</param>
/// <param name="ExpectedChurn">Share of the accounts that leave within 90 days, 0–1; null if unset.</param>
public sealed record PredictionSettingsView(SettingView<int> WindowDays, SettingView<double?> ExpectedChurn);
