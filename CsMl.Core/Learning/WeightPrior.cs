using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// What is held of one weight before any outcome: a normal distribution, and the bounds that keep more trouble from
/// ever lowering the risk. The means are the rules themselves.
/// </summary>
internal readonly record struct WeightPrior(double Mean, double Deviation, double Least, double Most)
{
    /// <summary>The rules' own prior: 25 % leave within 90 days.</summary>
    private static readonly WeightPrior Intercept = Free(Logit.Of(0.25), 1);

    private static readonly WeightPrior Rule = new(1, 0.5, 0, double.PositiveInfinity);
    private static readonly WeightPrior NeverLowers = new(0, 0.3, 0, double.PositiveInfinity);
    private static readonly WeightPrior NeverRaises = new(0, 0.3, double.NegativeInfinity, 0);
    private static readonly WeightPrior Tenure = Free(0, 0.3);

    public double Precision => 1 / (Deviation * Deviation);

    /// <summary>The same mean, and no other value.</summary>
    public WeightPrior Fixed => this with { Least = Mean, Most = Mean };

    /// <summary>In the order of the columns of <see cref="FeatureMatrix"/>.</summary>
    public static WeightPrior[] ForColumns(int rules) =>
        [Intercept, .. Enumerable.Repeat(Rule, rules), NeverLowers, NeverRaises, NeverRaises, Tenure];

    private static WeightPrior Free(double mean, double deviation) =>
        new(mean, deviation, double.NegativeInfinity, double.PositiveInfinity);
}
