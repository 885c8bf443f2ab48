using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>The CTA settings of one tenant; what each means and its range is told by <see cref="CtaOptions"/>.</summary>
public sealed record CtaSettings(
    bool AutoGenerateOnPredict,
    bool AutoGenerateNightly,
    RiskCategory MinCategory,
    double MinConfidence,
    int CooldownDays,
    double RecoveryMargin,
    int MaxPerNight
)
{
    public bool MakesAtNight => MaxPerNight > 0 && AutoGenerateNightly;

    /// <param name="scale">The tenant's risk scale.</param>
    public CtaRules RulesAt(RiskScale scale) =>
        new(scale, MinCategory, MinConfidence, TimeSpan.FromDays(CooldownDays), RecoveryMargin);
}
