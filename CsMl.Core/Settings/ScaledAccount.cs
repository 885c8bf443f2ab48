using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Storage;

namespace CsMl.Core.Settings;

/// <summary>The few numbers of one account from which its probability on any scale follows.</summary>
/// <param name="RulesSum">Log-odds of the rules' findings, without a prior; null if they are not stored.</param>
/// <param name="WindowDays">Days that its prediction looks ahead; null if unknown.</param>
/// <param name="Current">Log-odds under the model in use.</param>
/// <param name="Learned">Log-odds under a learned model; equal to <paramref name="Current"/> without one.</param>
internal readonly record struct ScaledAccount(
    double Probability,
    RiskCategory Category,
    bool IsUnderNotice,
    int? WindowDays,
    double? RulesSum,
    double Current,
    double Learned
)
{
    public static ScaledAccount Of(ListedRisk risk, RiskScale thresholds, ChurnModel current, ChurnModel? learned)
    {
        var category = risk.Category ?? thresholds.CategoryOf(risk.Probability);
        var isUnderNotice = risk.Lifecycle == Lifecycle.Notice;
        if (risk.Evidence?.ToBasis() is not { } basis)
        {
            return new ScaledAccount(risk.Probability, category, isUnderNotice, risk.WindowDays, null, 0, 0);
        }

        var inUse = current.LogOdds(basis);
        return new ScaledAccount(
            risk.Probability,
            category,
            isUnderNotice,
            risk.WindowDays,
            basis.Sum - basis.PriorLogOdds,
            inUse,
            learned?.LogOdds(basis) ?? inUse
        );
    }

    /// <summary>
    /// The probability on another scale. A language model's departure from the rules is kept, in log-odds. If the
    /// findings are not stored, it is the present one.
    /// </summary>
    /// <param name="intercept">Of the rules; null for the learned model.</param>
    /// <param name="windowBefore">Days that the present probability is of, where its own are not known.</param>
    /// <param name="windowAfter">Days of the other probability.</param>
    public double On(double? intercept, int windowBefore, int windowAfter)
    {
        if (RulesSum is not { } sum)
        {
            return Probability;
        }

        var departure = Logit.Of(Probability) - LogOddsWithin(WindowDays ?? windowBefore, Current);
        var next = LogOddsWithin(windowAfter, intercept is { } b ? sum + b : Learned);
        return RulesPredictor.Shown(Logit.Probability(next + departure));

        static double LogOddsWithin(int days, double logOdds) =>
            Logit.Of(RuleSet.Within(Logit.Probability(logOdds), days));
    }
}
