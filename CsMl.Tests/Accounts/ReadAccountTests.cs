using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts;

public sealed class ReadAccountTests
{
    private const string Acme = "\"accountId\":\"acme\",\"name\":\"Acme\"";

    [Fact]
    public void Only_the_id_and_the_name_are_required()
    {
        var line = Read("{" + Acme + "}");

        Assert.Equivalent(new AccountFacts { AccountId = "acme", Name = "Acme" }, line.Facts, strict: true);
        Assert.Null(line.AsOf);
        Assert.Null(line.ChurnedWithin90Days);
    }

    [Fact]
    public void Every_fact_is_read_into_its_place()
    {
        var line = Read(
            """
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
            """
        );

        Assert.Equivalent(
            new AccountFacts
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
                Opportunities =
                [
                    new Opportunity("Upgrade", "Quote", 500, 40, Day("2026-05-01"), OpportunityStatus.Won),
                ],
                Contacts = [new Contact("Kim", "CFO", Day("2026-02-08"))],
                Subscription = new Subscription("Gold", Day("2025-01-01"), Day("2026-12-31"), 1, 2, "EUR", "active"),
            },
            line.Facts,
            strict: true
        );
        Assert.Equal(Some.Now, line.AsOf);
        Assert.True(line.ChurnedWithin90Days);
    }

    [Theory]
    [InlineData("""[{"date":"2026-02-01"}]""")]
    [InlineData("""[{"occurredAt":"2026-02-01"}]""")]
    [InlineData("""[{"date":"2026-02-01","occurredAt":null}]""")]
    [InlineData("""[{"occurredAt":null,"date":"2026-02-01"}]""")]
    public void An_activity_happened_at_its_date_or_its_occurredAt(string activities)
    {
        var activity = Assert.Single(Read($$"""{{{Acme}},"activities":{{activities}}}""").Facts.Activities);

        Assert.Equal(Day("2026-02-01"), activity.Date);
        Assert.Equal("OTHER", activity.Type);
    }

    [Theory]
    [InlineData("positive", Sentiment.Positive)]
    [InlineData("NEGATIVE", Sentiment.Negative)]
    [InlineData("Neutral", Sentiment.Neutral)]
    [InlineData("neg\\u0061tive", Sentiment.Negative)]
    public void Words_of_a_closed_vocabulary_are_read_in_any_case(string word, Sentiment sentiment)
    {
        var facts = Read($$"""{{{Acme}},"activities":[{"date":"2026-02-01","sentiment":"{{word}}"}]}""").Facts;

        Assert.Equal(sentiment, facts.Activities[0].Sentiment);
    }

    [Theory]
    [InlineData("2026-02-01T10:00:00\\u002B02:00")] // As .NET escapes a plus.
    [InlineData("2026-02-01T08:00:00\\u005a")]
    public void An_escaped_date_is_the_same_date(string text)
    {
        var facts = Read($$"""{{{Acme}},"renewalDate":"{{text}}"}""").Facts;

        Assert.Equal(Day("2026-02-01").AddHours(8), facts.RenewalDate);
    }

    [Theory]
    [InlineData("123", "123")]
    [InlineData("\"123\"", "123")]
    [InlineData("\"14646@2011-05-12\"", "14646@2011-05-12")]
    [InlineData("\"0015g00000XyZ12AAF\"", "0015g00000XyZ12AAF")]
    [InlineData("98765432109876543210", "98765432109876543210")]
    public void An_id_is_a_text_or_the_digits_of_a_number(string json, string id)
    {
        Assert.Equal(id, Read($$"""{"accountId":{{json}},"name":"Acme"}""").Facts.AccountId);
    }

    [Theory]
    [InlineData("12000.5", 12000.5)]
    [InlineData("\"12000.50\"", 12000.5)]
    [InlineData("1.2e4", 12000)]
    [InlineData("-5", -5)]
    [InlineData("0.1", 0.1)]
    public void Money_is_a_number_or_a_decimal_in_quotes(string json, double amount)
    {
        Assert.Equal((decimal)amount, Read($$"""{{{Acme}},"annualRevenue":{{json}}}""").Facts.AnnualRevenue);
    }

    [Fact]
    public void Null_is_no_value_wherever_a_value_is_optional()
    {
        var facts = Read(
            $$"""
            {{{Acme}}, "type":null, "ownerId":null, "createdAt":null, "healthScore":null, "annualRevenue":null,
             "renewalDate":null, "archived":null, "asOf":null, "churnedWithin90Days":null, "healthHistory":null,
             "activities":null, "tickets":null, "ctas":null, "opportunities":null, "contacts":null, "subscription":null}
            """
        ).Facts;

        Assert.Equivalent(new AccountFacts { AccountId = "acme", Name = "Acme" }, facts, strict: true);
    }

    [Fact]
    public void Null_is_no_value_inside_lists_either()
    {
        var facts = Read(
            $$"""
            {{{Acme}},
             "healthHistory":[{"date":"2026-02-01","overallScore":null,"usageScore":null,"supportScore":null,
                               "engagementScore":null,"sentimentScore":null}],
             "activities":[{"id":null,"type":null,"date":"2026-02-01","status":null,"sentiment":null,"subject":null}],
             "tickets":[{"id":null,"createdAt":"2026-02-01","closedAt":null,"status":null,"priority":null,"subject":null}],
             "ctas":[{"id":null,"type":null,"priority":null,"status":null,"title":null,"dueDate":null,"isAutomated":null}],
             "opportunities":[{"name":null,"stage":null,"amount":null,"probability":null,"expectedCloseDate":null,"status":null}],
             "contacts":[{"name":null,"role":null,"lastContactAt":null}],
             "subscription":{"plan":null,"startDate":null,"renewalDate":null,"annualRevenue":null,"trailing365Revenue":null,
                             "currency":null,"status":null} }
            """
        ).Facts;

        Assert.Equal(new HealthSnapshot(Day("2026-02-01"), null, null, null, null, null), facts.HealthHistory[0]);
        Assert.Equal(new Activity(null, "OTHER", Day("2026-02-01"), null, null, null), facts.Activities[0]);
        Assert.Equal(new Ticket(null, Day("2026-02-01"), null, null, null, null), facts.Tickets[0]);
        Assert.True(facts.Ctas[0] is { IsOpen: true, DueDate: null });
        Assert.Equal(new Opportunity(null, null, null, null, null, null), facts.Opportunities[0]);
        Assert.Equal(new Contact(null, null, null), facts.Contacts[0]);
        Assert.Equal(new Subscription(null, null, null, null, null, null, null), facts.Subscription);
    }

    [Fact]
    public void Fields_that_the_app_does_not_know_are_passed_over()
    {
        var facts = Read(
            $$"""
            {"dataset":"x","nested":{"accountId":"other","deep":[[{"name":1}]]},{{Acme}},"AccountID":7,
             "activities":[{"source":"ORDER","date":"2026-02-01","more":{"date":"1"} }],
             "subscription":{"extra":[1,2],"plan":"Gold"} }
            """
        ).Facts;

        Assert.Equal(("acme", "Acme"), (facts.AccountId, facts.Name));
        Assert.Equal(Day("2026-02-01"), Assert.Single(facts.Activities).Date);
        Assert.Equal("Gold", facts.Subscription!.Plan);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("2", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("{\"a\":[true]}", null)]
    public void The_label_of_a_backtest_is_read_and_never_an_error(string json, bool? label)
    {
        Assert.Equal(
            label,
            Read($$"""{{{Acme}},"churnedWithin90Days":{{json}},"archived":true}""").ChurnedWithin90Days
        );
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var line = ReadAccount.TryParse(
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{" + Acme + "}")],
            out var errors
        );

        Assert.Empty(errors);
        Assert.Equal("acme", line!.Facts.AccountId);
    }

    [Fact]
    public void A_score_of_minus_zero_is_zero()
    {
        var score = Read($$"""{{{Acme}},"healthScore":-0.0}""").Facts.HealthScore;

        Assert.Equal("0", score!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void An_emoji_in_two_escapes_is_one_character_of_a_name()
    {
        Assert.Equal("😀 Müller", Read("""{"accountId":"a","name":"\ud83d\ude00 M\u00fcller"}""").Facts.Name);
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

    private static DateTimeOffset Day(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static AccountLine Read(string json)
    {
        var line = ReadAccount.TryParse(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.Empty(errors);
        return line!;
    }
}
