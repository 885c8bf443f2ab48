using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using static CsMl.Core.Predictions.PredictionType;

namespace CsMl.Tests.Ctas;

/// <summary>What is planned, dated to the second where a second decides.</summary>
public sealed class PlanCtasTests
{
    private const string Risk = "RISK";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset Now = Some.Now;

    private static readonly Dictionary<string, Case> Cases = All().ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_sixty_at_least() => Assert.InRange(Cases.Count, 60, 200);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plan_is(string name)
    {
        var (_, situation, expected) = Cases[name];

        var plan = PlanCtas.For(situation).Select(Tell).ToList();

        Assert.Equal(expected.Length, plan.Count);
        Assert.All(expected.Zip(plan), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        // The same situation, the same plan; but for the new CTA's id.
        Assert.Equal(plan, PlanCtas.For(situation).Select(Tell));
    }

    private static IEnumerable<Case> All() =>
        [
            // Types and categories.
            new("high churn makes a RISK", With(Churn(0.60)), ["create RISK HIGH due 2026-03-09T09:30:00"]),
            new("critical churn, due tomorrow", With(Churn(0.80)), ["create RISK CRITICAL due 2026-03-05T09:30:00"]),
            new("just under critical", With(Churn(0.7999)), ["create RISK HIGH due 2026-03-09"]),
            new("just under high", With(Churn(0.5999)), ["skip: the risk is medium"]),
            new("low churn", With(Churn(0.1)), ["skip: the risk is low"]),
            new("engagement in decline makes a RISK", With(Of(EngagementDecline, 0.7)), ["create RISK HIGH"]),
            new("engagement hardly in decline", With(Of(EngagementDecline, 0.4)), ["skip: the risk is medium"]),
            new(
                "expansion makes an OPPORTUNITY",
                With(Of(Expansion, 0.85)),
                ["create OPPORTUNITY CRITICAL due 2026-03-05"]
            ),
            new("little chance of expansion", With(Of(Expansion, 0.3)), ["skip: the chance is medium"]),
            new(
                "a health trend makes none",
                With(Of(HealthTrend, 0.9)),
                ["skip: a prediction of type HEALTH_TREND makes no CTA"]
            ),
            new(
                "medium churn where the tenant wants it",
                With(Churn(0.3), minimum: RiskCategory.Medium),
                ["create RISK MEDIUM due 2026-03-18"]
            ),
            new(
                "low churn where the tenant wants all",
                With(Churn(0.2), minimum: RiskCategory.Low),
                ["create RISK LOW due 2026-04-03"]
            ),
            new(
                "high churn where critical is wanted",
                With(Churn(0.79), minimum: RiskCategory.Critical),
                ["skip: the risk is high; CTAs are made from critical on"]
            ),
            new(
                "a tenant's own scale",
                With(Of(Expansion, 0.5), scale: new RiskScale { High = 0.5 }),
                ["create OPPORTUNITY HIGH"]
            ),
            // Safeguards of the prediction.
            new("sure enough", With(Churn(0.7, confidence: 0.5)), ["create RISK"]),
            new("not sure enough", With(Churn(0.7, confidence: 0.49)), ["skip: the confidence is 0.49"]),
            new(
                "no suggestion",
                With(Churn(0.7) with { SuggestedCTA = null }),
                ["skip: the prediction suggests no CTA"]
            ),
            new(
                "nothing to recommend",
                With(Of(Expansion, 0.7) with { Recommendations = [] }),
                ["skip: the prediction suggests no CTA"]
            ),
            // Renewals, by calendar days in UTC.
            new(
                "medium, renewal in 120 days",
                With(Churn(0.4), renewal: Now.AddDays(120)),
                ["create LIFECYCLE MEDIUM due 2026-03-18"]
            ),
            new(
                "medium, renewal in 121 days",
                With(Churn(0.4), renewal: Now.AddDays(121)),
                ["skip: the risk is medium"]
            ),
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
                "renewal before the due day pulls it in",
                With(Churn(0.4), renewal: Now.AddDays(3)),
                ["create LIFECYCLE MEDIUM due 2026-03-07T09:30:00"]
            ),
            new("low risk, renewal near", With(Churn(0.29), renewal: Now.AddDays(30)), ["skip: the risk is low"]),
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
            // Calendar.
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
                "due across the start of summer time",
                With(Churn(0.85), now: new(2026, 3, 28, 23, 30, 0, TimeSpan.FromHours(1))),
                ["create RISK CRITICAL due 2026-03-29T22:30:00"]
            ),
            new(
                "due across its end",
                With(Churn(0.85), now: new(2026, 10, 24, 23, 30, 0, TimeSpan.FromHours(2))),
                ["create RISK CRITICAL due 2026-10-25T21:30:00"]
            ),
            // Cooldown, to the second, whatever became of the CTA.
            new(
                "a second before the cooldown ends",
                With(Churn(0.7), [Closed(Now - Week + Second)]),
                ["skip: an automated CTA was made on 2026-02-25"]
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
                ["skip: an automated CTA was made on 2028-02-25"]
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
                ["skip: its last CTA was closed on 2026-02-25"]
            ),
            new(
                "and ends, so that a worse account gets one anew",
                With(Churn(0.7), [Closed(Now.AddDays(-30)) with { RecoveredAt = Now - Week }]),
                ["create RISK"]
            ),
            // Open ones.
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
                            Title = "Prepare the renewal on 2026-05-01: medium churn risk",
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
            new(
                "the CRM's says something else",
                With(Churn(0.7), told: [Told("Invoice 4711 is unpaid")]),
                ["create RISK"]
            ),
            // Recovery, with a margin below the threshold.
            new(
                "recovered",
                With(Churn(0.5499), [Open(Now)]),
                ["close RISK: The churn risk has fallen to 54 %", "skip: the risk is medium"]
            ),
            new("at the margin", With(Churn(0.55), [Open(Now)]), ["skip: the risk is medium"]),
            new("no margin", With(Churn(0.5999), [Open(Now)], margin: 0), ["close RISK", "skip"]),
            new(
                "recovered, but not surely",
                With(Churn(0.2, confidence: 0.49), [Open(Now)]),
                ["skip: the risk is low"]
            ),
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
                ["close LIFECYCLE: The renewal has moved to 2027-03-04.", "skip: the risk is medium"]
            ),
            new(
                "the renewal is overdue",
                With(Churn(0.4), [Renewal()], renewal: Now.AddDays(-2)),
                ["skip: the risk is medium"]
            ),
            // Worsening.
            new(
                "worse",
                With(Churn(0.8), [Open(Now.AddDays(-20))]),
                [
                    "raise RISK CRITICAL by 2026-03-05T09:30:00: The churn risk has risen to 80 %, which is critical.",
                    "skip: the automated CTA",
                ]
            ),
            new("worse, but not surely", With(Churn(0.8, confidence: 0.4), [Open(Now)]), ["skip: the confidence"]),
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
            // Two types at once.
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

    private static CtaSituation With(
        Prediction prediction,
        CtaSlot[]? slots = null,
        Cta[]? told = null,
        DateTimeOffset? renewal = null,
        DateTimeOffset? now = null,
        RiskCategory minimum = RiskCategory.High,
        int cooldownDays = 7,
        double margin = 0.05,
        RiskScale? scale = null
    ) =>
        new(
            prediction,
            Some.Account() with
            {
                RenewalDate = renewal,
                Ctas = told ?? [],
            },
            slots ?? [],
            [],
            new CtaRules(scale ?? new RiskScale(), minimum, 0.5, TimeSpan.FromDays(cooldownDays), margin),
            null,
            now ?? Now
        );

    private static ChurnPrediction Churn(double probability, double confidence = 0.7)
    {
        var category = new RiskScale().CategoryOf(probability);
        return Some.PredictChurn(Some.KnownAccount()) with
        {
            Probability = probability,
            Confidence = confidence,
            RiskCategory = category,
            SuggestedCTA = new SuggestedCta(
                CtaType.Risk,
                category.Priority(),
                $"{ExplainPrediction.Word(category, capital: true)} churn risk: Health",
                "Health is low",
                category.Urgency().DueDays()
            ),
        };
    }

    private static Prediction Of(PredictionType type, double probability) =>
        Some.Predict(Some.KnownAccount(), type) with
        {
            Probability = probability,
            Confidence = 0.7,
        };

    private static CtaSlot Open(DateTimeOffset at, PredictionType type = PredictionType.Churn) =>
        new()
        {
            CtaId = "cta-1",
            PredictionId = "prediction-1",
            Title = type == Expansion ? "High chance of expansion: Seats" : "High churn risk: Health",
            Type = type == Expansion ? CtaType.Opportunity : CtaType.Risk,
            PredictionType = type,
            Priority = CtaPriority.High,
            IsOpen = true,
            At = at,
        };

    private static CtaSlot Closed(DateTimeOffset at) => Open(at) with { IsOpen = false };

    private static CtaSlot Renewal() =>
        Open(Now.AddDays(-3)) with
        {
            Type = CtaType.Lifecycle,
            Priority = CtaPriority.Medium,
            Title = "Prepare the renewal on 2026-05-03: medium churn risk",
        };

    private static Cta Told(string title, CtaStatus status = CtaStatus.Open) =>
        new()
        {
            Id = "told-1",
            AccountId = "",
            Title = title,
            Status = status,
        };

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 30, 0, TimeSpan.Zero);

    private static string Tell(CtaStep step) =>
        step switch
        {
            CtaStep.Create(var cta, _, _) =>
                $"create {Word(cta.Type)} {cta.Priority.ToString().ToUpperInvariant()} due {cta.DueDate!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}",
            CtaStep.Raise(var slot, var priority, var by, var reason) =>
                $"raise {Word(slot.Type)} {priority.ToString().ToUpperInvariant()} by {by.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}: {reason}",
            CtaStep.Close(var slot, var reason) => $"close {Word(slot.Type)}: {reason}",
            _ => $"skip: {step.Reason}",
        };

    private static string Word(CtaType type) => type == CtaType.Risk ? Risk : type.ToString().ToUpperInvariant();

    private sealed record Case(string Name, CtaSituation Situation, string[] Steps);
}
