using System.Text.Json.Serialization;

namespace CsMl.Core.Settings;

/// <summary>A tenant's settings as callers see them.</summary>
public sealed record SettingsView(
    RiskSettingsView Risk,
    PredictionSettingsView Predictions,
    CtaSettingsView Ctas,
    HealthSettingsView Health,
    LimitSettingsView Limits,
    LearningSettingsView Learning,
    ScaleView Scale
)
{
    /// <summary>What a change would do; left out where it is none, or was made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScalePreview? Preview { get; init; }

    public static SettingsView Of(string tenant, SettingsRow row, ConfiguredSettings configured) =>
        new ShowSettings(tenant, row, configured).Run();
}
