using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Learning;

/// <summary>Makes learning rows for tests.</summary>
internal static class Rows
{
    public const string Silence = "SilenceAgainstRhythm";

    public static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly double Prior = Math.Log(0.25 / 0.75);

    public static PredictionBasis Basis(LearningSignals signals, params (string Rule, double LogOdds)[] findings) =>
        new(
            null,
            null,
            null,
            Prior,
            0,
            [.. findings.Select(f => new RuleContribution(f.Rule, f.Rule, f.LogOdds, "", ""))]
        )
        {
            Signals = signals,
        };

    /// <summary>
    /// One outcome of each account, all predicted on one day. The true log-odds are the intercept, the rules'
    /// contributions times the weight, and the signal of silence times its weight.
    /// </summary>
    public static List<LearningRow> Generate(int count, int seed, Truth truth)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var level = Normal(random);
                    var silence = level + 0.5 * Normal(random);
                    var health = random.Next(2) == 0 ? 0 : 0.5 * Normal(random);
                    var signals = new LearningSignals(
                        0.8 * level + 0.5 * Normal(random),
                        -0.8 * level + 0.5 * Normal(random),
                        -0.5 * level + 0.5 * Normal(random),
                        Normal(random)
                    );
                    var z = truth.Intercept + truth.Rules * (silence + health) + truth.Since * signals.Since;
                    return new LearningRow(
                        $"a{i}",
                        Start,
                        Basis(signals, (Silence, silence), ("LowHealth", health)),
                        random.NextDouble() < 1 / (1 + Math.Exp(-z))
                    );
                }),
        ];
    }

    /// <summary>Box and Muller (1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>What makes generated accounts leave.</summary>
    /// <param name="Rules">The true weight of every rule.</param>
    /// <param name="Since">The true weight of the signal of silence.</param>
    public readonly record struct Truth(double Intercept, double Rules, double Since)
    {
        /// <summary>The rules are right.</summary>
        public static readonly Truth AsRules = new(Prior, 1, 0);
    }
}
