using CsMl.Core.Accounts;
using static CsMl.Core.Predictions.PredictionType;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>What becomes of an open CTA: closed on a recovery, with a margin below the threshold, or raised as the risk grows.</summary>
internal static class FollowedCtaCases
{
    public static readonly CtaCase[] Recoveries =
    [
        new(
            "recovered",
            With(Churn(0.5499), [Open(Now)]),
            ["close RISK: The churn risk has fallen to 55 %", "skip: the risk is medium"]
        ),
        new("at the margin", With(Churn(0.55), [Open(Now)]), ["skip: the risk is medium"]),
        new("no margin", With(Churn(0.5999), [Open(Now)], margin: 0), ["close RISK", "skip"]),
        new("recovered, but not surely", With(Churn(0.2, confidence: 0.49), [Open(Now)]), ["skip: the risk is low"]),
        new("recovered, closed already", With(Churn(0.2), [Closed(Now.AddDays(-9))]), ["skip: the risk is low"]),
        new(
            "recovered by another prediction's word",
            With(Of(EngagementDecline, 0.1), [Open(Now)]),
            ["skip: the risk is low"]
        ),
        new(
            "recovered, renewal near: the renewal takes over",
            With(Churn(0.4), [Open(Now.AddDays(-9))], renewal: Now.AddDays(60)),
            ["close RISK", "create LIFECYCLE MEDIUM"]
        ),
        new(
            "the chance of expansion is gone",
            With(Of(Expansion, 0.2), [Open(Now, Expansion)]),
            ["close OPPORTUNITY: The chance of expansion has fallen to 20 %", "skip: the chance is low"]
        ),
        new(
            "the renewal's risk is gone",
            With(Churn(0.2), [Renewal()], renewal: Now.AddDays(60)),
            ["close LIFECYCLE: The churn risk", "skip: the risk is low"]
        ),
        new(
            "the renewal's risk hovers",
            With(Churn(0.26), [Renewal()], renewal: Now.AddDays(60)),
            ["skip: the risk is low"]
        ),
        new(
            "the account has renewed",
            With(Churn(0.4), [Renewal()], renewal: Now.AddDays(365)),
            ["close LIFECYCLE: The renewal has moved to 4 March 2027.", "skip: the risk is medium"]
        ),
        new(
            "the renewal is overdue",
            With(Churn(0.4), [Renewal()], renewal: Now.AddDays(-2)),
            ["skip: the risk is medium"]
        ),
    ];

    public static readonly CtaCase[] Worsening =
    [
        new(
            "worse",
            With(Churn(0.8), [Open(Now.AddDays(-20))]),
            [
                "raise RISK CRITICAL by 2026-03-05T09:30:00: The churn risk has risen to 80 %, which is critical.",
                "skip: the automated CTA",
            ]
        ),
        new("worse, but not surely", With(Churn(0.8, confidence: 0.4), [Open(Now)]), ["skip: the confidence"]),
        new("worse, and just surely", With(Churn(0.8, confidence: 0.5), [Open(Now)]), ["raise RISK CRITICAL", "skip"]),
        new(
            "worse, and due before the renewal",
            With(Churn(0.7), [Open(Now) with { Priority = CtaPriority.Medium }], renewal: Now.AddDays(2)),
            ["raise RISK HIGH by 2026-03-06T09:30:00", "skip: the automated CTA"]
        ),
        new("worse within its category", With(Churn(0.79), [Open(Now)]), ["skip: the automated CTA"]),
        new(
            "better within what gets a CTA",
            With(Churn(0.61), [Open(Now) with { Priority = CtaPriority.Critical }]),
            ["skip: the automated CTA"]
        ),
        new(
            "worse by another prediction's word",
            With(Of(EngagementDecline, 0.9), [Open(Now)]),
            ["raise RISK CRITICAL by 2026-03-05", "skip: the automated CTA"]
        ),
        new(
            "worse across a leap day",
            With(Churn(0.9), [Open(At(2028, 2, 20))], now: At(2028, 2, 28)),
            ["raise RISK CRITICAL by 2028-02-29T09:30:00", "skip"]
        ),
        new("closed ones are not raised", With(Churn(0.9), [Closed(Now)]), ["skip: an automated CTA was made"]),
    ];

    public static readonly CtaCase[] TwoTypes =
    [
        new("an opportunity beside a risk", With(Of(Expansion, 0.7), [Open(Now)]), ["create OPPORTUNITY HIGH"]),
        new(
            "a risk closes, an opportunity stays",
            With(Churn(0.1), [Open(Now), Open(Now, Expansion)]),
            ["close RISK", "skip: the risk is low"]
        ),
        new(
            "a risk is raised, the renewal too",
            With(Churn(0.9), [Renewal(), Open(Now)], renewal: Now.AddDays(60)),
            ["raise LIFECYCLE CRITICAL", "raise RISK CRITICAL", "skip: the automated CTA 'High churn risk: Health'"]
        ),
        new(
            "a risk comes beside the renewal, which is raised",
            With(Churn(0.65), [Renewal()], renewal: Now.AddDays(60)),
            ["raise LIFECYCLE HIGH by 2026-03-09", "create RISK HIGH"]
        ),
        new(
            "both recover",
            With(Churn(0.1), [Renewal(), Open(Now)], renewal: Now.AddDays(60)),
            ["close LIFECYCLE", "close RISK", "skip: the risk is low"]
        ),
    ];
}
