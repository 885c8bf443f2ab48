using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <inheritdoc cref="Ctas.CtaOptions"/>
public sealed record CtaSettingsView(
    SettingView<bool> AutoGenerateOnPredict,
    SettingView<bool> AutoGenerateNightly,
    SettingView<RiskCategory> MinCategory,
    SettingView<double> MinConfidence,
    SettingView<int> CooldownDays,
    SettingView<double> RecoveryMargin,
    SettingView<int> MaxPerNight
);
