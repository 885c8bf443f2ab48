namespace CsMl.Core.Accounts.Import;

/// <summary>The closed vocabularies as account facts spell them.</summary>
internal static class AccountVocabularies
{
    public static readonly Vocabulary<AccountType> AccountTypes = new(
        ("CUSTOMER", AccountType.Customer),
        ("PROSPECT", AccountType.Prospect),
        ("PARTNER", AccountType.Partner),
        ("COMPETITOR", AccountType.Competitor),
        ("CHURNED", AccountType.Churned),
        ("OTHER", AccountType.Other)
    );

    public static readonly Vocabulary<ActivityStatus> ActivityStatuses = new(
        ("COMPLETED", ActivityStatus.Completed),
        ("PLANNED", ActivityStatus.Planned),
        ("SCHEDULED", ActivityStatus.Scheduled),
        ("IN_PROGRESS", ActivityStatus.InProgress),
        ("CANCELLED", ActivityStatus.Cancelled),
        ("NO_SHOW", ActivityStatus.NoShow)
    );

    public static readonly Vocabulary<Sentiment> Sentiments = new(
        ("neutral", Sentiment.Neutral),
        ("positive", Sentiment.Positive),
        ("negative", Sentiment.Negative)
    );

    public static readonly Vocabulary<OpportunityStatus> OpportunityStatuses = new(
        ("OPEN", OpportunityStatus.Open),
        ("WON", OpportunityStatus.Won),
        ("LOST", OpportunityStatus.Lost)
    );

    public static readonly Vocabulary<CtaType> CtaTypes = new(
        ("RISK", CtaType.Risk),
        ("OPPORTUNITY", CtaType.Opportunity),
        ("LIFECYCLE", CtaType.Lifecycle),
        ("ACTIVITY", CtaType.Activity),
        ("OBJECTIVE", CtaType.Objective)
    );

    public static readonly Vocabulary<CtaPriority> CtaPriorities = new(
        ("LOW", CtaPriority.Low),
        ("MEDIUM", CtaPriority.Medium),
        ("HIGH", CtaPriority.High),
        ("CRITICAL", CtaPriority.Critical)
    );

    public static readonly Vocabulary<CtaStatus> CtaStatuses = new(
        ("OPEN", CtaStatus.Open),
        ("IN_PROGRESS", CtaStatus.InProgress),
        ("COMPLETED", CtaStatus.Completed),
        ("CANCELLED", CtaStatus.Cancelled),
        ("SNOOZED", CtaStatus.Snoozed)
    );

    public static readonly Vocabulary<CtaOutcome> CtaOutcomes = new(
        ("POSITIVE", CtaOutcome.Positive),
        ("NEUTRAL", CtaOutcome.Neutral),
        ("NEGATIVE", CtaOutcome.Negative)
    );
}
