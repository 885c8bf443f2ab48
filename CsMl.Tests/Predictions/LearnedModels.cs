using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions;

/// <summary>
/// Models such as outcomes can teach: every weight within its bounds, and up to two prior deviations above that of the
/// rules.
/// </summary>
internal static class LearnedModels
{
    /// <summary>
    /// Departures and notices are known and not predicted, so no outcome ever weighs these two: a prediction of an
    /// account that left or gave notice does not count.
    /// </summary>
    private static readonly string[] NeverLearned = ["AlreadyLeft", "NoticeGiven"];

    public static readonly IReadOnlyList<ChurnModel> Some =
    [
        .. Enumerable.Range(0, 5).Select(i => Make(new Random(i))),
    ];

    public static ChurnModel Make(Random random) =>
        new(
            -4 + 4 * random.NextDouble(),
            PredictionTypes
                .Of(PredictionType.Churn)
                .RuleSet.Rules.Select(rule => rule.Name)
                .Except(NeverLearned)
                .ToDictionary(name => name, _ => random.Next(4) == 0 ? 0 : 2 * random.NextDouble()),
            new SignalWeights(
                random.NextDouble(),
                -random.NextDouble(),
                -random.NextDouble(),
                2 * random.NextDouble() - 1
            )
        );

    public static PredictionBasis BasisOf(AccountFacts facts, DateTimeOffset? asOf = null)
    {
        var signals = Signals.Of(facts, asOf ?? Tests.Some.Now);
        return PredictionBasis.Of(PredictionTypes.Of(PredictionType.Churn).RuleSet.Evaluate(signals, 90), signals, 90);
    }
}
