using CsMl.Core.Accounts;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>An open CTA of the CRM takes the place of an automated one of its type while somebody works on it.</summary>
internal static class CrmCtaCases
{
    private const string Taken = "skip: the CRM's open CTA 'Invoice 4711' of the same type was last changed on ";

    public static readonly CtaCase[] All =
    [
        new("the CRM's was changed today", With(Churn(0.7), told: [Theirs(0)]), [Taken + "4 March 2026, and takes"]),
        new("thirty days ago", With(Churn(0.7), told: [Theirs(30)]), [Taken + "2 February 2026"]),
        new(
            "thirty days and a second ago",
            With(Churn(0.7), told: [Theirs(30) with { UpdatedAt = Now.AddDays(-30) - Second }]),
            ["create RISK HIGH"]
        ),
        new("a clock that is ahead", With(Churn(0.7), told: [Theirs(-1)]), [Taken + "5 March 2026"]),
        new(
            "made long ago, changed lately",
            With(Churn(0.7), told: [Theirs(1) with { CreatedAt = Now.AddDays(-200) }]),
            [Taken + "3 March 2026"]
        ),
        new(
            "the change counts, whatever is said of when it was made",
            With(Churn(0.7), told: [Theirs(40) with { CreatedAt = Now }]),
            ["create RISK HIGH"]
        ),
        new("never changed, made lately", With(Churn(0.7), told: [Made(3)]), [Taken + "1 March 2026"]),
        new("never changed, made long ago", With(Churn(0.7), told: [Made(31)]), ["create RISK HIGH"]),
        new("nobody knows when", With(Churn(0.7), told: [Theirs(0) with { UpdatedAt = null }]), ["create RISK HIGH"]),
        new(
            "an old one and a new one",
            With(Churn(0.7), told: [Theirs(90) with { Title = "Forgotten" }, Theirs(2)]),
            [Taken + "2 March 2026"]
        ),
        new(
            "of another type",
            With(Churn(0.7), told: [Theirs(0) with { Type = CtaType.Activity }]),
            ["create RISK HIGH"]
        ),
        new(
            "closed in the CRM",
            With(Churn(0.7), told: [Theirs(0) with { Status = CtaStatus.Cancelled }]),
            ["create RISK HIGH"]
        ),
        new(
            "in progress in the CRM",
            With(Churn(0.7), told: [Theirs(0) with { Status = CtaStatus.InProgress }]),
            [Taken]
        ),
        new("snoozed in the CRM", With(Churn(0.7), told: [Theirs(0) with { Status = CtaStatus.Snoozed }]), [Taken]),
        new(
            "of the renewal's type",
            With(Churn(0.4), told: [Theirs(0) with { Type = CtaType.Lifecycle }], renewal: Now.AddDays(60)),
            [Taken]
        ),
        new("at low risk there is nothing to take", With(Churn(0.2), told: [Theirs(0)]), ["skip: the risk is low"]),
        new(
            "an open automated one is named first, and raised",
            With(Churn(0.8), [Open(Now.AddDays(-9))], told: [Theirs(0)]),
            ["raise RISK CRITICAL", "skip: the automated CTA"]
        ),
    ];

    private static Cta Theirs(int daysAgo) =>
        Told("Invoice 4711") with
        {
            Type = CtaType.Risk,
            UpdatedAt = Now.AddDays(-daysAgo),
        };

    private static Cta Made(int daysAgo) => Theirs(0) with { CreatedAt = Now.AddDays(-daysAgo), UpdatedAt = null };
}
