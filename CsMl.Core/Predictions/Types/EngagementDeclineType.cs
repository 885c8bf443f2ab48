using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

internal sealed class EngagementDeclineType : PredictionTypeDescriptor
{
    private const double DeclinedTo = 2.0 / 3;
    private const int LeastDaysLost = 2;

    public override PredictionType Type => PredictionType.EngagementDecline;

    public override string Noun => "risk of declining engagement";

    public override string Subject => "The chance of a decline in engagement";

    public override RuleSet RuleSet { get; } =
        new(
            prior: 0.30,
            (AlreadyLeft.Rule, 1),
            (NoticeGiven.Rule, 1),
            (SilenceAgainstRhythm.Rule, 1),
            (EngagementChange.Rule, 0.7),
            (NoMeetings.Rule, 1),
            (NoExecutive.Rule, 0.5),
            (NegativeSentiment.Rule, 0.5),
            (HealthTrend.Rule, 0.5),
            (LowHealth.Rule, 0.3)
        );

    public override PromptText Prompt => EngagementDeclinePrompt.Text;

    public override CtaType? Cta => CtaType.Risk;

    public override string ExplanationPhrase(RiskCategory category) =>
        ": chance of a clear decline in engagement within ";

    public override Prediction Create(in Estimate estimate, Signals signals, int windowDays) =>
        new EngagementDeclinePrediction
        {
            DeclineProbability = estimate.Probability,
            DeclineDrivers = estimate.Drivers ?? [],
        };

    public override Prediction Revise(Prediction prediction, in Estimate estimate)
    {
        var decline = (EngagementDeclinePrediction)prediction;
        return decline with
        {
            DeclineProbability = estimate.Probability,
            DeclineDrivers = estimate.Drivers ?? decline.DeclineDrivers,
        };
    }

    public override bool? IsTrueBy(OutcomeKind outcome) => outcome == OutcomeKind.Churned ? true : null;

    /// <summary>
    /// The result is DECLINED if the active days within the window are at most two thirds of those in the equally long
    /// period before, and at least two fewer; otherwise HELD. It is unknown if there was no engagement that could
    /// decline.
    /// </summary>
    public override SettlementDecision SettleAtEnd(WindowEnd end)
    {
        if (end.Prediction.ActiveDays is not (> 0 and var before))
        {
            return SettlementDecision.Unknown;
        }

        var days = CountActiveDays.Between(end.Facts, end.Prediction.PredictedAt, end.Prediction.Due);
        var declined = days <= DeclinedTo * before && before - days >= LeastDaysLost;
        return end.Settle(declined ? "DECLINED" : "HELD", declined);
    }
}
