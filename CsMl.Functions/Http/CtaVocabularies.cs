using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Functions.Http;

/// <summary>The closed vocabularies of CTAs as requests spell them.</summary>
internal static class CtaVocabularies
{
    public static readonly IReadOnlyList<(string, CtaType)> Types =
    [
        ("RISK", CtaType.Risk),
        ("OPPORTUNITY", CtaType.Opportunity),
        ("LIFECYCLE", CtaType.Lifecycle),
        ("ACTIVITY", CtaType.Activity),
        ("OBJECTIVE", CtaType.Objective),
    ];

    public static readonly IReadOnlyList<(string, CtaStatus)> Statuses =
    [
        ("OPEN", CtaStatus.Open),
        ("IN_PROGRESS", CtaStatus.InProgress),
        ("COMPLETED", CtaStatus.Completed),
        ("CANCELLED", CtaStatus.Cancelled),
        ("SNOOZED", CtaStatus.Snoozed),
    ];

    public static readonly IReadOnlyList<(string, CtaOutcome)> Outcomes =
    [
        ("POSITIVE", CtaOutcome.Positive),
        ("NEUTRAL", CtaOutcome.Neutral),
        ("NEGATIVE", CtaOutcome.Negative),
    ];

    public static readonly IReadOnlyList<(string, PlaybookStatus)> PlaybookStatuses =
    [
        ("ACTIVE", PlaybookStatus.Active),
        ("DRAFT", PlaybookStatus.Draft),
    ];
}
