using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

internal sealed class ChurnType : PredictionTypeDescriptor
{
    /// <summary>One phrase per category, built once.</summary>
    private static readonly string[] Phrases =
    [
        .. EnumNames.All<RiskCategory>().Select(static category => $" is at {category} risk of churning within "),
    ];

    public override PredictionType Type => PredictionType.Churn;

    public override string Noun => "churn risk";

    public override string Subject => "Churn risk";

    public override bool HasCategory => true;

    public override bool IsLearned => true;

    public override RuleSet RuleSet { get; } =
        new(
            prior: 0.25,
            (AlreadyLeft.Rule, 1),
            (NoticeGiven.Rule, 1),
            (SilenceAgainstRhythm.Rule, 1),
            (LowHealth.Rule, 1),
            (HealthTrend.Rule, 1),
            (SuddenDrop.Rule, 1),
            (SustainedDecline.Rule, 1),
            (NegativeSentiment.Rule, 1),
            (UnresolvedTickets.Rule, 1),
            (NoExecutive.Rule, 1),
            (NoMeetings.Rule, 1),
            (RenewalNear.Rule, 1),
            (OverdueCtas.Rule, 1),
            (OpenOpportunities.Rule, 1)
        );

    public override PromptText Prompt => ChurnPrompt.Text;

    public override CtaType? Cta => CtaType.Risk;

    public override bool IsAboutRetention => true;

    public override string ExplanationPhrase(RiskCategory category) => Phrases[(int)category];

    public override Prediction Create(in Estimate estimate, Signals signals, int windowDays) =>
        new ChurnPrediction
        {
            RiskCategory = estimate.Category,
            ChurnProbability = estimate.Probability,
            RetentionProbability = Retention(estimate),
            PrimaryChurnDrivers = estimate.Drivers ?? [],
            InterventionUrgency = estimate.Category.Urgency(),
            SuggestedCTA = RecommendActions.Cta(estimate.Category, estimate.Trouble),
        };

    public override Prediction Revise(Prediction prediction, in Estimate estimate)
    {
        var churn = (ChurnPrediction)prediction;
        return churn with
        {
            RiskCategory = estimate.Category,
            ChurnProbability = estimate.Probability,
            RetentionProbability = Retention(estimate),
            PrimaryChurnDrivers = estimate.Drivers ?? churn.PrimaryChurnDrivers,
            InterventionUrgency = estimate.Category.Urgency(),
            SuggestedCTA = RecommendActions.Cta(estimate.Category, estimate.Trouble),
        };
    }

    /// <summary>The first CHURNED or RENEWED outcome within the window decides.</summary>
    public override bool? IsTrueBy(OutcomeKind outcome) =>
        outcome switch
        {
            OutcomeKind.Churned => true,
            OutcomeKind.Renewed => false,
            _ => null,
        };

    /// <summary>
    /// The result is RETAINED if the CRM still has the account as a customer. An account that has left since then
    /// counts as retained only if it is known to have left after the end of the window.
    /// </summary>
    public override SettlementDecision SettleAtEnd(WindowEnd end) =>
        !end.HasLeft || end.Outcomes.Any(o => o.Kind == OutcomeKind.Churned && o.OccurredAt > end.Prediction.Due)
            ? end.Settle("RETAINED", happened: false)
            : SettlementDecision.Unknown;

    private static double Retention(in Estimate estimate) => Math.Round(1 - estimate.Probability, 4);
}
