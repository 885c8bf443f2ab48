namespace CsMl.Core.Settings;

/// <summary>What a tenant's probabilities of churn stand on, as callers see it.</summary>
/// <param name="Version">Grows with each change of what makes the probabilities or of the stored thresholds.</param>
/// <param name="Since">Null as deployed.</param>
/// <param name="LearnedVersion">The version learned from outcomes that is used; null if none is.</param>
/// <param name="IsCalibrated">True if outcomes bear the probabilities out; only what is learned from them can be.</param>
/// <param name="Expected">The expected rate that is used, or that learning is compared with; null if there is none.</param>
public sealed record ScaleView(
    int Version,
    ScaleSource StandsOn,
    DateTimeOffset? Since,
    int? LearnedVersion,
    bool IsCalibrated,
    ExpectedRate? Expected
)
{
    public static ScaleView Of(AppliedScale scale) =>
        new(scale.Version, scale.StandsOn, scale.Since, scale.LearnedVersion, scale.IsCalibrated, scale.Expected);
}
