using CsMl.Core.Accounts;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>What an earlier CTA holds back: by its cooldown, to the second and whatever became of it, or while it is open.</summary>
internal static class HeldCtaCases
{
    public static readonly CtaCase[] Cooldowns =
    [
        new(
            "a second before the cooldown ends",
            With(Churn(0.7), [Closed(Now - Week + Second)]),
            ["skip: an automated CTA was made on 25 February 2026"]
        ),
        new("when it ends", With(Churn(0.7), [Closed(Now - Week)]), ["create RISK HIGH"]),
        new(
            "a cooldown over summer time",
            With(
                Churn(0.7),
                [Closed(new(2026, 3, 28, 12, 0, 0, TimeSpan.FromHours(1)))],
                now: new(2026, 4, 4, 12, 59, 59, TimeSpan.FromHours(2))
            ),
            ["skip: an automated CTA was made"]
        ),
        new(
            "a second later",
            With(
                Churn(0.7),
                [Closed(new(2026, 3, 28, 12, 0, 0, TimeSpan.FromHours(1)))],
                now: new(2026, 4, 4, 13, 0, 0, TimeSpan.FromHours(2))
            ),
            ["create RISK"]
        ),
        new(
            "a cooldown over a leap day",
            With(Churn(0.7), [Closed(At(2028, 2, 25))], now: At(2028, 3, 3) - Second),
            ["skip: an automated CTA was made on 25 February 2028"]
        ),
        new(
            "a cooldown over a leap day, ended",
            With(Churn(0.7), [Closed(At(2028, 2, 25))], now: At(2028, 3, 3)),
            ["create RISK"]
        ),
        new("no cooldown", With(Churn(0.7), [Closed(Now)], cooldownDays: 0), ["create RISK"]),
        new(
            "of another type it holds nothing",
            With(Churn(0.7), [Closed(Now - Second) with { Type = CtaType.Opportunity }]),
            ["create RISK"]
        ),
        new(
            "after a recovery it begins again",
            With(Churn(0.7), [Closed(Now.AddDays(-30)) with { RecoveredAt = Now - Week + Second }]),
            ["skip: its last CTA was closed on 25 February 2026"]
        ),
        new(
            "and ends, so that a worse account gets one anew",
            With(Churn(0.7), [Closed(Now.AddDays(-30)) with { RecoveredAt = Now - Week }]),
            ["create RISK"]
        ),
    ];

    public static readonly CtaCase[] OpenOnes =
    [
        new(
            "an open one of its type, long after the cooldown",
            With(Churn(0.7), [Open(Now.AddDays(-60))]),
            ["skip: the automated CTA 'High churn risk: Health' is still open"]
        ),
        new(
            "an open one that says another thing, of another type",
            With(
                Churn(0.7),
                [
                    Open(Now) with
                    {
                        Type = CtaType.Lifecycle,
                        Title = "Prepare the renewal on 1 May 2026: medium churn risk",
                        Priority = CtaPriority.High,
                    },
                ]
            ),
            ["create RISK"]
        ),
        new(
            "the CRM's open one says the same",
            With(Churn(0.7), told: [Told("high churn risk - health")]),
            ["skip: the open CTA 'high churn risk - health' says the same"]
        ),
        new(
            "the CRM's is in progress",
            With(Churn(0.7), told: [Told("Churn risk: health", CtaStatus.InProgress)]),
            ["skip: the open CTA"]
        ),
        new(
            "the CRM's is closed",
            With(Churn(0.7), told: [Told("High churn risk: Health", CtaStatus.Completed)]),
            ["create RISK"]
        ),
        new(
            "the CRM's is snoozed",
            With(
                Churn(0.7),
                told: [Told("High churn risk: Health", CtaStatus.Snoozed) with { SnoozeUntil = Now.AddDays(30) }]
            ),
            ["skip: the open CTA"]
        ),
        new(
            "the CRM's snooze ended a second ago",
            With(
                Churn(0.7),
                told: [Told("High churn risk: Health", CtaStatus.Snoozed) with { SnoozeUntil = Now - Second }]
            ),
            ["skip: the open CTA"]
        ),
        new("the CRM's says something else", With(Churn(0.7), told: [Told("Invoice 4711 is unpaid")]), ["create RISK"]),
    ];
}
