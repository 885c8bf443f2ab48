namespace CsMl.Core.Accounts.Import;

/// <summary>The closed vocabularies as account facts spell them.</summary>
internal static class FactWords
{
    public static readonly Words<AccountType> AccountTypes = new(
        ("CUSTOMER", AccountType.Customer),
        ("PROSPECT", AccountType.Prospect),
        ("PARTNER", AccountType.Partner),
        ("COMPETITOR", AccountType.Competitor),
        ("CHURNED", AccountType.Churned),
        ("OTHER", AccountType.Other)
    );

    public static readonly Words<ActivityStatus> ActivityStatuses = new(
        ("COMPLETED", ActivityStatus.Completed),
        ("PLANNED", ActivityStatus.Planned),
        ("SCHEDULED", ActivityStatus.Scheduled),
        ("IN_PROGRESS", ActivityStatus.InProgress),
        ("CANCELLED", ActivityStatus.Cancelled),
        ("NO_SHOW", ActivityStatus.NoShow)
    );

    public static readonly Words<Sentiment> Sentiments = new(
        ("neutral", Sentiment.Neutral),
        ("positive", Sentiment.Positive),
        ("negative", Sentiment.Negative)
    );

    public static readonly Words<OpportunityStatus> OpportunityStatuses = new(
        ("OPEN", OpportunityStatus.Open),
        ("WON", OpportunityStatus.Won),
        ("LOST", OpportunityStatus.Lost)
    );

    public static readonly Words<CtaType> CtaTypes = new(
        ("RISK", CtaType.Risk),
        ("OPPORTUNITY", CtaType.Opportunity),
        ("LIFECYCLE", CtaType.Lifecycle),
        ("ACTIVITY", CtaType.Activity),
        ("OBJECTIVE", CtaType.Objective)
    );

    public static readonly Words<CtaPriority> CtaPriorities = new(
        ("LOW", CtaPriority.Low),
        ("MEDIUM", CtaPriority.Medium),
        ("HIGH", CtaPriority.High),
        ("CRITICAL", CtaPriority.Critical)
    );

    public static readonly Words<CtaStatus> CtaStatuses = new(
        ("OPEN", CtaStatus.Open),
        ("IN_PROGRESS", CtaStatus.InProgress),
        ("COMPLETED", CtaStatus.Completed),
        ("CANCELLED", CtaStatus.Cancelled),
        ("SNOOZED", CtaStatus.Snoozed)
    );

    public static readonly Words<CtaOutcome> CtaOutcomes = new(
        ("POSITIVE", CtaOutcome.Positive),
        ("NEUTRAL", CtaOutcome.Neutral),
        ("NEGATIVE", CtaOutcome.Negative)
    );
}
