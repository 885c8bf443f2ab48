using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

internal sealed class ExpansionType : PredictionTypeDescriptor
{
    private const decimal Growth = 1.05m;
    private const decimal Shrinkage = 0.95m;

    public override PredictionType Type => PredictionType.Expansion;

    public override string Noun => "chance of expansion";

    public override string Subject => "The chance of an expansion";

    public override bool IsWelcome => true;

    public override RuleSet RuleSet { get; } =
        new(
            prior: 0.15,
            (AlreadyLeft.Rule, -1),
            (NoticeGiven.Rule, -1),
            (OpenOpportunities.Rule, -2),
            (EngagementChange.Rule, -0.6),
            (SilenceAgainstRhythm.Rule, -0.4),
            (LowHealth.Rule, -1),
            (HealthTrend.Rule, -0.5),
            (NegativeSentiment.Rule, -0.8),
            (UnresolvedTickets.Rule, -0.5)
        );

    public override PromptText Prompt => ExpansionPrompt.Text;

    public override CtaType? Cta => CtaType.Opportunity;

    public override string ExplanationPhrase(RiskCategory category) => ": chance of an expansion within ";

    public override Prediction Create(in Estimate estimate, Signals signals, int windowDays) =>
        new ExpansionPrediction
        {
            ExpansionProbability = estimate.Probability,
            ExpansionDrivers = estimate.Drivers ?? [],
        };

    public override Prediction Revise(Prediction prediction, in Estimate estimate)
    {
        var expansion = (ExpansionPrediction)prediction;
        return expansion with
        {
            ExpansionProbability = estimate.Probability,
            ExpansionDrivers = estimate.Drivers ?? expansion.ExpansionDrivers,
        };
    }

    public override bool? IsTrueBy(OutcomeKind outcome) =>
        outcome switch
        {
            OutcomeKind.Expanded => true,
            OutcomeKind.Churned => false,
            _ => null,
        };

    /// <summary>
    /// The result is EXPANDED if the revenue per year is at least 5 % above that of the prediction, CONTRACTED if it is
    /// at least 5 % below, and UNCHANGED in between.
    /// </summary>
    public override SettlementDecision SettleAtEnd(WindowEnd end)
    {
        var before = end.Prediction.AnnualRevenue;
        var contracted = end.Outcomes.Any(o => o.Kind == OutcomeKind.Contracted && end.Prediction.IsWithin(o));
        if (before is not > 0 || PredictionBasis.Revenue(end.Facts) is not { } revenue || !end.IsFresh)
        {
            return contracted ? Contracted(end) : SettlementDecision.Unknown;
        }

        return revenue >= Growth * before ? end.Settle(EnumNames.Of(OutcomeKind.Expanded), happened: true)
            : contracted || revenue <= Shrinkage * before ? Contracted(end)
            : end.Settle("UNCHANGED", happened: false);
    }

    private static SettlementDecision Contracted(WindowEnd end) =>
        end.Settle(EnumNames.Of(OutcomeKind.Contracted), happened: false);
}
