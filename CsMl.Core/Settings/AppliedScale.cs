using System.Text.Json.Serialization;
using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>
/// What makes a tenant's probabilities of churn now. It lies in the row of the tenant's settings, so that it changes
/// with them in one write, and the thresholds never stand beside a model that they were not meant for.
/// </summary>
/// <param name="Version">Grows with each change of model or stored thresholds; 0 as deployed.</param>
/// <param name="Model">Null for the rules as they are.</param>
/// <param name="LearnedVersion">The number of the learned version that <paramref name="Model"/> is; null if it is none.</param>
/// <param name="Expected">Null without an expected rate, and until there are accounts to solve it over.</param>
/// <param name="Since">Null as deployed.</param>
public sealed record AppliedScale(
    int Version,
    ScaleSource StandsOn,
    ChurnModel? Model = null,
    int? LearnedVersion = null,
    ExpectedRate? Expected = null,
    DateTimeOffset? Since = null
)
{
    /// <summary>
    /// True if the model is learned and the outcomes held out bear its probabilities out (<see cref="CalibrationCheck"/>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsCalibrated { get; init; }

    public static readonly AppliedScale AsDeployed = new(0, ScaleSource.Default);

    /// <summary>What would be used without learning.</summary>
    public ChurnModel Rules => RulesOn(Expected);

    /// <summary>The scale that settings call for; the same one if it makes the same probabilities.</summary>
    /// <param name="used">The learned version to be used; null for the rules.</param>
    /// <param name="solved">An expected rate that was solved just now; null if none was.</param>
    public AppliedScale For(EffectiveSettings wanted, StoredVersion? used, ExpectedRate? solved, DateTimeOffset now)
    {
        var expected = wanted.ExpectedChurn switch
        {
            null => null,
            var rate when Expected?.Rate == rate => Expected,
            var rate when solved?.Rate == rate => solved,
            _ => null,
        };
        var next =
            wanted.LearningMode == LearningMode.On && used?.Learned.Model is { } learned
                ? new AppliedScale(Version, ScaleSource.Outcomes, learned, used.Number, expected, Since)
                {
                    IsCalibrated = used.Learned.HeldOut?.Calibration is { IsCalibrated: true },
                }
            : expected is not null
                ? new AppliedScale(Version, ScaleSource.ExpectedRate, RulesOn(expected), null, expected, Since)
            : new AppliedScale(Version, ScaleSource.Default, Since: Since);
        return IsLike(next) ? next with { Model = Model } : next.Renewed(now);
    }

    /// <summary>The same under the next version.</summary>
    public AppliedScale Renewed(DateTimeOffset now) => this with { Version = Version + 1, Since = now };

    private bool IsLike(AppliedScale next) =>
        (StandsOn, LearnedVersion) == (next.StandsOn, next.LearnedVersion)
        && (StandsOn == ScaleSource.Outcomes || Expected == next.Expected);

    private static ChurnModel RulesOn(ExpectedRate? expected) =>
        expected is null ? ChurnModel.RulesAlone : ChurnModel.OfRules(expected.Intercept);
}
