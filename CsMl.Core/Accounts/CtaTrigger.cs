namespace CsMl.Core.Accounts;

/// <summary>The prediction that a CTA was made from.</summary>
public sealed record CtaTrigger(string PredictionId, string PredictionType, double Probability, double Confidence);
