namespace CsMl.Core.Settings;

/// <param name="ExpectedChurn">Share of the accounts that leave within 90 days, 0–1; null if unset.</param>
public sealed record PredictionSettingsView(SettingView<double?> ExpectedChurn);
