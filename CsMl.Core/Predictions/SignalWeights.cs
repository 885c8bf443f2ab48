namespace CsMl.Core.Predictions;

/// <summary>Weights of the <see cref="LearningSignals"/>. All 0 for the rules alone.</summary>
/// <param name="Since">At least 0: a longer silence never lowers the risk.</param>
/// <param name="Recent">At most 0, like <paramref name="Active"/>: more active days never raise the risk.</param>
/// <param name="Tenure">Of either sign.</param>
public readonly record struct SignalWeights(double Since, double Recent, double Active, double Tenure);
