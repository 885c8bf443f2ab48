using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
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
        );
}
