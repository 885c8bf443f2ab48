using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>The settings that apply to a tenant: the stored ones, and for the rest the configured ones.</summary>
public sealed record EffectiveSettings(RiskScale Risk, CtaSettings Ctas, HealthScale Health)
{
    public CtaRules CtaRules { get; } = Ctas.RulesAt(Risk);

    /// <summary>These settings with the stored ones in place of their own.</summary>
    public EffectiveSettings With(StoredSettings stored) =>
        new(
            stored.Risk ?? Risk,
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
            stored.Health?.Scale is { } top ? new HealthScale(top) : Health
        );
}
