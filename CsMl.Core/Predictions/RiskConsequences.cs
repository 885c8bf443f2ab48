using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>The urgency, due date and priority that follow from a risk category, whatever its thresholds are.</summary>
public static class RiskConsequences
{
    public static InterventionUrgency Urgency(this RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => InterventionUrgency.Immediate,
            RiskCategory.High => InterventionUrgency.ThisWeek,
            RiskCategory.Medium => InterventionUrgency.ThisMonth,
            _ => InterventionUrgency.Monitor,
        };

    /// <summary>Calendar days until a CTA of this urgency is due.</summary>
    public static int DueDays(this InterventionUrgency urgency) =>
        urgency switch
        {
            InterventionUrgency.Immediate => 1,
            InterventionUrgency.ThisWeek => 5,
            InterventionUrgency.ThisMonth => 14,
            _ => 30,
        };

    public static CtaPriority Priority(this RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => CtaPriority.Critical,
            RiskCategory.High => CtaPriority.High,
            RiskCategory.Medium => CtaPriority.Medium,
            _ => CtaPriority.Low,
        };
}
