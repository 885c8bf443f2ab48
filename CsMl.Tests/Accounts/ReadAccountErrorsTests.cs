using static CsMl.Tests.Accounts.RefusedAccount;

namespace CsMl.Tests.Accounts;

/// <summary>A bad input is answered with the field that is wrong, once, and with what would be right.</summary>
public sealed class ReadAccountErrorsTests
{
    [Theory]
    [InlineData("\"healthScore\":-1", "healthScore", "write a number from 0 to 100")]
    [InlineData("\"healthScore\":101", "healthScore", "write a number from 0 to 100")]
    [InlineData("\"healthScore\":100.0001", "healthScore", "write a number from 0 to 100")]
    [InlineData("\"healthScore\":1e999", "healthScore", "write a number from 0 to 100")]
    [InlineData("\"healthScore\":-1e999", "healthScore", "write a number from 0 to 100")]
    [InlineData("\"healthScore\":\"NaN\"", "healthScore", "write one from 0 to 100")]
    [InlineData("\"healthScore\":\"85\"", "healthScore", "write one from 0 to 100")]
    [InlineData("\"healthScore\":true", "healthScore", "write one from 0 to 100")]
    [InlineData("\"healthScore\":{}", "healthScore", "write one from 0 to 100")]
    [InlineData("\"type\":7", "type", "CUSTOMER")]
    [InlineData("\"ownerId\":1.5", "ownerId", "in quotes")]
    [InlineData("\"ownerId\":-5", "ownerId", "in quotes")]
    [InlineData("\"ownerId\":[1]", "ownerId", "in quotes")]
    [InlineData("\"createdAt\":\"01/02/2026\"", "createdAt", "ISO 8601")]
    [InlineData("\"createdAt\":1767225600", "createdAt", "ISO 8601")]
    [InlineData("\"renewalDate\":\"2026-02-30\"", "renewalDate", "ISO 8601")]
    [InlineData("\"renewalDate\":{\"$date\":1}", "renewalDate", "ISO 8601")]
    [InlineData("\"asOf\":\"now\"", "asOf", "ISO 8601")]
    [InlineData("\"annualRevenue\":\"12,000\"", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":\"NaN\"", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":1e999", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":1e16", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":-1e16", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":1000000000000000.01", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":-1000000000000000.01", "annualRevenue", "12000.50")]
    [InlineData("\"annualRevenue\":[1]", "annualRevenue", "12000.50")]
    [InlineData("\"archived\":\"true\"", "archived", "true or false")]
    [InlineData("\"archived\":1", "archived", "true or false")]
    [InlineData("\"activities\":{}", "activities", "[ … ]")]
    [InlineData("\"activities\":\"none\"", "activities", "[ … ]")]
    [InlineData("\"activities\":[null]", "activities[0]", "{ … }")]
    [InlineData("\"activities\":[{\"date\":\"2026-01-01\"},[1]]", "activities[1]", "{ … }")]
    [InlineData("\"activities\":[{}]", "activities[0].date", "add it")]
    [InlineData("\"activities\":[{\"date\":null}]", "activities[0].date", "add it")]
    [InlineData("\"activities\":[{\"date\":\"soon\"}]", "activities[0].date", "ISO 8601")]
    [InlineData("\"activities\":[{\"occurredAt\":\"soon\"}]", "activities[0].occurredAt", "ISO 8601")]
    [InlineData(
        "\"activities\":[{\"date\":\"2026-01-01\"},{\"date\":\"2026-01-01\",\"sentiment\":\"happy\"}]",
        "activities[1].sentiment",
        "positive"
    )]
    [InlineData("\"activities\":[{\"date\":\"2026-01-01\",\"status\":7}]", "activities[0].status", "NO_SHOW")]
    [InlineData("\"activities\":[{\"date\":\"2026-01-01\",\"type\":3}]", "activities[0].type", "in quotes")]
    [InlineData("\"healthHistory\":[{\"overallScore\":5}]", "healthHistory[0].date", "add it")]
    [InlineData(
        "\"healthHistory\":[{\"date\":\"2026-01-01\",\"usageScore\":101}]",
        "healthHistory[0].usageScore",
        "write a number from 0 to 100"
    )]
    [InlineData("\"tickets\":[{\"status\":\"open\"}]", "tickets[0].createdAt", "add it")]
    [InlineData("\"tickets\":[{\"createdAt\":\"x\"}]", "tickets[0].createdAt", "ISO 8601")]
    [InlineData("\"ctas\":[{\"type\":\"NONE\"}]", "ctas[0].type", "RISK")]
    [InlineData("\"ctas\":[{\"priority\":\"P1\"}]", "ctas[0].priority", "CRITICAL")]
    [InlineData("\"ctas\":[{\"status\":true}]", "ctas[0].status", "SNOOZED")]
    [InlineData("\"ctas\":[{\"outcome\":\"x\"}]", "ctas[0].outcome", "POSITIVE")]
    [InlineData("\"opportunities\":[{\"probability\":101}]", "opportunities[0].probability", "from 0 to 100")]
    [InlineData("\"opportunities\":[{\"amount\":\"much\"}]", "opportunities[0].amount", "12000.50")]
    [InlineData("\"opportunities\":[{\"status\":{}}]", "opportunities[0].status", "WON")]
    [InlineData("\"contacts\":[{\"lastContactAt\":\"x\"}]", "contacts[0].lastContactAt", "ISO 8601")]
    [InlineData("\"contacts\":[{\"role\":1}]", "contacts[0].role", "in quotes")]
    [InlineData("\"subscription\":[]", "subscription", "{ … }")]
    [InlineData("\"subscription\":{\"renewalDate\":\"x\"}", "subscription.renewalDate", "ISO 8601")]
    [InlineData("\"subscription\":{\"annualRevenue\":{}}", "subscription.annualRevenue", "12000.50")]
    [InlineData("\"archived\":true,\"archived\":true", "archived", "give it once")]
    [InlineData("\"archived\":true,\"arch\\u0069ved\":true", "archived", "give it once")]
    [InlineData("\"unknown\":1,\"unknown\":2", "unknown", "give it once")]
    [InlineData(
        "\"a_name_of_many_more_letters_1\":1,\"a_name_of_many_more_letters_1\":2",
        "a_name_of_many_more_letters_1",
        "give it once"
    )]
    [InlineData("\"\":1,\"\":2", "", "give it once")]
    [InlineData("\"name\":\"again\"", "name", "give it once")]
    [InlineData(
        "\"activities\":[{\"date\":\"2026-01-01\",\"date\":\"2026-01-02\"}]",
        "activities[0].date",
        "give it once"
    )]
    [InlineData("\"subscription\":{\"plan\":\"a\",\"plan\":\"b\"}", "subscription.plan", "give it once")]
    public void A_wrong_field_is_named_once_with_its_fix(string field, string path, string fix)
    {
        var error = Assert.Single(Errors($$"""{"accountId":"acme","name":"Acme",{{field}}}"""));

        Assert.Equal(path, error.Field);
        Assert.Contains(fix, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"Acme"}""", "accountId", "add it")]
    [InlineData("""{"accountId":null,"name":"Acme"}""", "accountId", "add it")]
    [InlineData("""{"accountId":"","name":"Acme"}""", "accountId", "add it")]
    [InlineData("""{"accountId":"acme"}""", "name", "add it")]
    [InlineData("""{"accountId":"acme","name":""}""", "name", "add it")]
    [InlineData("""{"accountId":"acme","name":7}""", "name", "in quotes")]
    [InlineData("""{"accountId":1.5,"name":"Acme"}""", "accountId", "in quotes")]
    [InlineData("""{"accountId":true,"name":"Acme"}""", "accountId", "in quotes")]
    [InlineData("""{"accountId":"a/b","name":"Acme"}""", "accountId", "1 to 64")]
    [InlineData("""{"accountId":"a~b","name":"Acme"}""", "accountId", "1 to 64")]
    [InlineData("""{"accountId":"-a","name":"Acme"}""", "accountId", "begin with")]
    [InlineData("""{"accountId":"a b","name":"Acme"}""", "accountId", "1 to 64")]
    [InlineData("""{"accountId":"ä","name":"Acme"}""", "accountId", "1 to 64")]
    [InlineData("""{"accountId":"a\n","name":"Acme"}""", "accountId", "1 to 64")]
    [InlineData("""{"accountId":"PortFolio","name":"Acme"}""", "accountId", "portfolio")]
    public void An_account_without_a_proper_id_and_name_is_refused(string json, string path, string fix)
    {
        var error = Assert.Single(Errors(json));

        Assert.Equal(path, error.Field);
        Assert.Contains(fix, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"healthScore\":\"77,5\"", "'77,5' is not a number; write one from 0 to 100")]
    [InlineData("\"healthScore\":1e999", "'1e999' is out of range; write a number from 0 to 100")]
    [InlineData("\"healthScore\":{}", "is not a number; write one from 0 to 100")]
    [InlineData("\"annualRevenue\":\"12,000\"", "'12,000' is not an amount; write a number such as 12000.50")]
    [InlineData("\"archived\":\"yes\"", "'yes' is not a flag; write true or false")]
    [InlineData("\"tickets\":true", "'true' is not a list; write [ … ]")]
    [InlineData("\"type\":7", "'7' is none of CUSTOMER, PROSPECT, PARTNER, COMPETITOR, CHURNED, OTHER")]
    [InlineData(
        "\"archived\":\"a \\u001b[31m red \\r\\n line\"",
        "'a  [31m red    line' is not a flag; write true or false"
    )]
    [InlineData(
        "\"archived\":\"123456789 123456789 123456789 123456789 123456789\"",
        "'123456789 123456789 123456789 123456789 …' is not a flag; write true or false"
    )]
    [InlineData(
        "\"archived\":\"123456789 123456789 123456789 123456789😀 123456789\"",
        "'123456789 123456789 123456789 123456789…' is not a flag; write true or false"
    )]
    public void A_wrong_value_is_shown_up_to_its_40th_character(string field, string message)
    {
        Assert.Equal(message, Assert.Single(Errors($$"""{"accountId":"acme","name":"Acme",{{field}}}""")).Message);
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    [InlineData(129, 1)]
    public void An_id_has_at_most_64_characters(int length, int errors)
    {
        Assert.Equal(errors, Errors($$"""{"accountId":"{{new string('a', length)}}","name":"Acme"}""").Count);
    }

    [Theory]
    [InlineData(256, 0)]
    [InlineData(257, 1)]
    public void A_name_has_at_most_256_characters(int length, int errors)
    {
        Assert.Equal(errors, Errors($$"""{"accountId":"a","name":"{{new string('a', length)}}"}""").Count);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var errors = Errors(
            """{"name":7,"healthScore":200,"activities":[{"date":"x","sentiment":"y"},5],"subscription":{"plan":1}}"""
        );

        Assert.Equal(
            [
                "name",
                "healthScore",
                "activities[0].date",
                "activities[0].sentiment",
                "activities[1]",
                "subscription.plan",
                "accountId",
            ],
            errors.Select(e => e.Field)
        );
    }

    [Fact]
    public void A_hostile_input_does_not_grow_the_errors_for_ever()
    {
        var errors = Errors(
            $$"""{"accountId":"a","name":"A","tickets":[{{string.Join(',', Enumerable.Repeat("1", 500))}}]}"""
        );

        Assert.Equal(50, errors.Count);
    }
}
