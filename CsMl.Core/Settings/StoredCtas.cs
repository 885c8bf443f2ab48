using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <inheritdoc cref="Ctas.CtaOptions"/>
public sealed record StoredCtas(
    bool? AutoGenerateOnPredict = null,
    bool? AutoGenerateNightly = null,
    RiskCategory? MinCategory = null,
    double? MinConfidence = null,
    int? CooldownDays = null,
    double? RecoveryMargin = null,
    int? MaxPerNight = null
);
