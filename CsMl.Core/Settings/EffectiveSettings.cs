using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Learning;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>
/// The settings that apply to a tenant: the stored ones, and for the rest the configured ones. Of two limits the smaller
/// applies, because the configured one bounds what the tenant may cost.
/// </summary>
/// <param name="WindowDays">Days that a prediction looks ahead if its caller names no window.</param>
public sealed record EffectiveSettings(
    RiskScale Risk,
    int WindowDays,
    CtaSettings Ctas,
    HealthScale Health,
    Quotas Limits
)
{
    public CtaRules CtaRules { get; } = Ctas.RulesAt(Risk);

    /// <summary>Share of the accounts that the tenant expects to leave within 90 days, 0–1; null if unset.</summary>
    public double? ExpectedChurn { get; init; }

    public LearningMode LearningMode { get; init; }

    /// <summary>What makes the probabilities of churn; it follows settings by an act of its own.</summary>
    public AppliedScale Scale { get; init; } = AppliedScale.AsDeployed;

    public PredictionScale PredictionScale =>
        new(Risk, Scale.Model, Scale.Version)
        {
            LearnedVersion = Scale.LearnedVersion,
            IsCalibrated = Scale.IsCalibrated,
        };

    /// <summary>These settings with the stored ones in place of their own.</summary>
    public EffectiveSettings With(StoredSettings stored) =>
        new(
            stored.Risk ?? Risk,
            stored.Predictions?.WindowDays ?? WindowDays,
            stored.Ctas is not { } ctas
                ? Ctas
                : new CtaSettings(
                    ctas.AutoGenerateOnPredict ?? Ctas.AutoGenerateOnPredict,
                    ctas.AutoGenerateNightly ?? Ctas.AutoGenerateNightly,
                    ctas.MinCategory ?? Ctas.MinCategory,
                    ctas.MinConfidence ?? Ctas.MinConfidence,
                    ctas.CooldownDays ?? Ctas.CooldownDays,
                    ctas.RecoveryMargin ?? Ctas.RecoveryMargin,
                    ctas.MaxPerNight ?? Ctas.MaxPerNight
                ),
            stored.Health?.Scale is { } top ? new HealthScale(top) : Health,
            stored.Limits?.Within(Limits) ?? Limits
        )
        {
            ExpectedChurn = stored.Predictions?.ExpectedChurn ?? ExpectedChurn,
            LearningMode = stored.Learning?.Mode ?? LearningMode,
            Scale = Scale,
        };

    /// <summary>The settings of a tenant with this row.</summary>
    public EffectiveSettings With(SettingsRow row) => With(row.Settings) with { Scale = row.Scale };
}
