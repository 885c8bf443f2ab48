namespace CsMl.Core.Settings;

/// <summary>Probabilities from which a risk has a category.</summary>
public sealed record RiskSettingsView(
    SettingView<double> Critical,
    SettingView<double> High,
    SettingView<double> Medium
);
