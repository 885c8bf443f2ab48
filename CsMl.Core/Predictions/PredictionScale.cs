using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions;

/// <summary>What a tenant's probabilities of churn are given on: a model and the thresholds of the categories.</summary>
/// <param name="Model">Null for the rules as they are.</param>
/// <param name="Version">Grows with every change of model or thresholds; 0 as deployed.</param>
public sealed record PredictionScale(RiskScale Risk, ChurnModel? Model = null, int Version = 0)
{
    /// <summary>The number of the learned version that <see cref="Model"/> is; null if it is none.</summary>
    public int? LearnedVersion { get; init; }

    /// <summary>True if outcomes bear out the probabilities within 90 days that <see cref="Model"/> gives.</summary>
    public bool IsCalibrated { get; init; }

    /// <summary>The scale of one type; types that nothing is learned for have the rules' own, and no version.</summary>
    public PredictionScale For(PredictionType type) =>
        PredictionTypes.Of(type).IsLearned ? this : new PredictionScale(Risk);
}
