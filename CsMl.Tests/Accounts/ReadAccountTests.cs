using System.Globalization;
using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using static CsMl.Tests.Accounts.GoodAccount;

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
}
