using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using static CsMl.Tests.Accounts.GoodAccount;

namespace CsMl.Tests.Accounts;

/// <summary>Accounts with all of their facts are read whole.</summary>
public sealed class ReadWholeAccountTests
{
    private const string Whole = """
        {
          "accountId": "acme", "name": "Acme", "type": "customer", "ownerId": "ada", "createdAt": "2024-01-02",
          "healthScore": 61.5, "annualRevenue": "12000.50", "renewalDate": "2026-09-01", "archived": true,
          "asOf": "2026-03-04T09:30:00Z", "churnedWithin90Days": true,
          "healthHistory": [{"date": "2026-02-01", "overallScore": 1, "usageScore": 2, "supportScore": 3,
                             "engagementScore": 4, "sentimentScore": 5}],
          "activities": [{"id": "a1", "type": "MEETING", "date": "2026-02-02T10:00:00+01:00", "status": "NO_SHOW",
                          "sentiment": "negative", "subject": "QBR"}],
          "tickets": [{"id": "t1", "createdAt": "2026-02-03", "closedAt": "2026-02-04", "status": "closed",
                       "priority": "P1", "subject": "Down"}],
          "ctas": [{"id": "c1", "type": "LIFECYCLE", "priority": "HIGH", "status": "SNOOZED", "title": "Call",
                    "description": "d", "reason": "r", "dueDate": "2026-03-01", "ownerId": "bob",
                    "playbookId": "p1", "isAutomated": true, "triggerRule": "ML_CHURN",
                    "snoozeUntil": "2026-03-02", "outcome": "NEUTRAL", "createdAt": "2026-02-05",
                    "updatedAt": "2026-02-06", "completedAt": "2026-02-07"}],
          "opportunities": [{"name": "Upgrade", "stage": "Quote", "amount": 500, "probability": 40,
                             "expectedCloseDate": "2026-05-01", "status": "WON"}],
          "contacts": [{"name": "Kim", "role": "CFO", "lastContactAt": "2026-02-08"}],
          "subscription": {"plan": "Gold", "startDate": "2025-01-01", "renewalDate": "2026-12-31",
                           "annualRevenue": 1, "trailing365Revenue": "2", "currency": "EUR", "status": "active"}
        }
        """;

    private static readonly AccountFacts Facts = new()
    {
        AccountId = "acme",
        Name = "Acme",
        Type = AccountType.Customer,
        OwnerId = "ada",
        CreatedAt = Day("2024-01-02"),
        HealthScore = 61.5,
        AnnualRevenue = 12000.50m,
        RenewalDate = Day("2026-09-01"),
        Archived = true,
        HealthHistory = [new HealthSnapshot(Day("2026-02-01"), 1, 2, 3, 4, 5)],
        Activities =
        [
            new Activity(
                "a1",
                "MEETING",
                Day("2026-02-02").AddHours(9),
                ActivityStatus.NoShow,
                Sentiment.Negative,
                "QBR"
            ),
        ],
        Tickets = [new Ticket("t1", Day("2026-02-03"), Day("2026-02-04"), "closed", "P1", "Down")],
        Ctas =
        [
            new Cta
            {
                Id = "c1",
                AccountId = "acme",
                Type = CtaType.Lifecycle,
                Priority = CtaPriority.High,
                Status = CtaStatus.Snoozed,
                Title = "Call",
                Description = "d",
                Reason = "r",
                DueDate = Day("2026-03-01"),
                OwnerId = "bob",
                PlaybookId = "p1",
                IsAutomated = true,
                TriggerRule = "ML_CHURN",
                SnoozeUntil = Day("2026-03-02"),
                Outcome = CtaOutcome.Neutral,
                CreatedAt = Day("2026-02-05"),
                UpdatedAt = Day("2026-02-06"),
                CompletedAt = Day("2026-02-07"),
            },
        ],
        Opportunities = [new Opportunity("Upgrade", "Quote", 500, 40, Day("2026-05-01"), OpportunityStatus.Won)],
        Contacts = [new Contact("Kim", "CFO", Day("2026-02-08"))],
        Subscription = new Subscription("Gold", Day("2025-01-01"), Day("2026-12-31"), 1, 2, "EUR", "active"),
    };

    [Fact]
    public void Every_fact_is_read_into_its_place()
    {
        var line = Read(Whole);

        Assert.Equivalent(Facts, line.Facts, strict: true);
        Assert.Equal(Some.Now, line.AsOf);
        Assert.True(line.ChurnedWithin90Days);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void The_real_file_reads_whole()
    {
        var count = 0;
        foreach (
            var text in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data/online-retail/accounts.jsonl"))
        )
        {
            var line = ReadAccount.TryParse(Encoding.UTF8.GetBytes(text), out var errors);

            Assert.Empty(errors);
            using var oracle = JsonDocument.Parse(text);
            AssertSame(oracle.RootElement, line!);
            count++;
        }

        Assert.Equal(3_375, count);
    }

    private static void AssertSame(JsonElement oracle, AccountLine line)
    {
        var facts = line.Facts;
        Assert.Equal(oracle.GetProperty("accountId").GetString(), facts.AccountId);
        Assert.Equal(oracle.GetProperty("name").GetString(), facts.Name);
        Assert.Equal(When(oracle.GetProperty("asOf")), line.AsOf);
        Assert.Equal(When(oracle.GetProperty("createdAt")), facts.CreatedAt);
        Assert.Equal(oracle.GetProperty("churnedWithin90Days").GetBoolean(), line.ChurnedWithin90Days);
        Assert.Equal(oracle.GetProperty("healthScore").GetDouble(), facts.HealthScore);
        Assert.Equal(
            oracle
                .GetProperty("activities")
                .EnumerateArray()
                .Select(a =>
                    (
                        a.GetProperty("type").GetString(),
                        When(a.GetProperty("date")),
                        a.GetProperty("sentiment").GetString()
                    )
                ),
            facts.Activities.Select(a => ((string?)a.Type, a.Date, a.Sentiment?.ToString().ToLowerInvariant()))
        );
        Assert.Equal(
            oracle
                .GetProperty("healthHistory")
                .EnumerateArray()
                .Select(h => (When(h.GetProperty("date")), (double?)h.GetProperty("overallScore").GetDouble())),
            facts.HealthHistory.Select(h => (h.Date, h.OverallScore))
        );
        Assert.Equal(
            oracle.GetProperty("tickets").EnumerateArray().Select(t => When(t.GetProperty("createdAt"))),
            facts.Tickets.Select(t => t.CreatedAt)
        );
        Assert.Equal(
            oracle.GetProperty("subscription").GetProperty("trailing365Revenue").GetDecimal(),
            facts.Subscription!.Trailing365Revenue
        );
    }

    private static DateTimeOffset When(JsonElement text) =>
        DateTimeOffset.Parse(text.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
