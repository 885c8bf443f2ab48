using CsMl.Core.Predictions;
using static CsMl.Core.Predictions.PredictionType;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>What a date decides: the renewal, by calendar days in UTC, and the due day.</summary>
internal static class DatedCtaCases
{
    public static readonly CtaCase[] Renewals =
    [
        new(
            "medium, renewal in 120 days",
            With(Churn(0.4), renewal: Now.AddDays(120)),
            ["create LIFECYCLE MEDIUM due 2026-03-18"]
        ),
        new("medium, renewal in 121 days", With(Churn(0.4), renewal: Now.AddDays(121)), ["skip: the risk is medium"]),
        new(
            "the last second of the 120th day",
            With(Churn(0.4), renewal: new(2026, 7, 2, 23, 59, 59, default)),
            ["create LIFECYCLE"]
        ),
        new(
            "the first second of the 121st day",
            With(Churn(0.4), renewal: new(2026, 7, 3, 0, 0, 0, default)),
            ["skip"]
        ),
        new(
            "renewal today, earlier in the day",
            With(Churn(0.4), renewal: new(2026, 3, 4, 0, 0, 0, default)),
            ["create LIFECYCLE MEDIUM due 2026-03-04T09:30:00"]
        ),
        new("renewal was yesterday", With(Churn(0.4), renewal: Now.AddDays(-1)), ["skip: the risk is medium"]),
        new(
            "renewal on a Saturday before the due day pulls it in, to the Friday",
            With(Churn(0.4), renewal: Now.AddDays(3)),
            ["create LIFECYCLE MEDIUM due 2026-03-06T09:30:00"]
        ),
        new(
            "low risk, renewal near",
            With(Churn(0.29), renewal: Now.AddDays(30)),
            [
                "skip: the risk is low; CTAs are made from high on, and from medium on where the renewal is at most 120 days away",
            ]
        ),
        new(
            "high risk, renewal near: one CTA, of the risk",
            With(Churn(0.7), renewal: Now.AddDays(30)),
            ["create RISK HIGH"]
        ),
        new(
            "critical wanted, high, renewal near",
            With(Churn(0.7), renewal: Now.AddDays(30), minimum: RiskCategory.Critical),
            ["create LIFECYCLE HIGH due 2026-03-09"]
        ),
        new(
            "expansion knows no renewal",
            With(Of(Expansion, 0.4), renewal: Now.AddDays(30)),
            ["skip: the chance is medium"]
        ),
        new(
            "renewal 120 days on, over a leap day",
            With(Churn(0.4), now: At(2028, 1, 1), renewal: At(2028, 4, 30)),
            ["create LIFECYCLE"]
        ),
        new(
            "the same in a common year is a day further",
            With(Churn(0.4), now: At(2027, 1, 1), renewal: At(2027, 5, 2)),
            ["skip"]
        ),
        new(
            "renewal on another day in its own zone",
            With(Churn(0.4), renewal: new(2026, 7, 3, 1, 0, 0, TimeSpan.FromHours(2))),
            ["create LIFECYCLE"]
        ),
    ];

    public static readonly CtaCase[] Calendar =
    [
        new(
            "due on a leap day",
            With(Churn(0.85), now: At(2028, 2, 28)),
            ["create RISK CRITICAL due 2028-02-29T09:30:00"]
        ),
        new(
            "due after a leap day",
            With(Churn(0.7), now: At(2028, 2, 26)),
            ["create RISK HIGH due 2028-03-02T09:30:00"]
        ),
        new(
            "made on a leap day",
            With(Churn(0.4), now: At(2028, 2, 29), minimum: RiskCategory.Medium),
            ["create RISK MEDIUM due 2028-03-14"]
        ),
        new("due in the next year", With(Churn(0.7), now: At(2026, 12, 30)), ["create RISK HIGH due 2027-01-04"]),
        // Berlin goes from +1 to +2 on 2026-03-29; a day is a day in UTC all the same.
        new(
            "due across the start of summer time, where Friday has passed",
            With(Churn(0.85), now: new(2026, 3, 28, 23, 30, 0, TimeSpan.FromHours(1))),
            ["create RISK CRITICAL due 2026-03-30T22:30:00"]
        ),
        new(
            "due across its end, on a Sunday too",
            With(Churn(0.85), now: new(2026, 10, 24, 23, 30, 0, TimeSpan.FromHours(2))),
            ["create RISK CRITICAL due 2026-10-26T21:30:00"]
        ),
    ];
}
