using CsMl.Core.Learning;

namespace CsMl.Core.Settings;

/// <inheritdoc cref="LearningOptions"/>
public sealed record LearningSettingsView(SettingView<LearningMode> Mode);
