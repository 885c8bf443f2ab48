using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using static CsMl.Tests.Accounts.GoodAccount;

namespace CsMl.Tests.Crm;

/// <summary>A fingerprint is of what facts mean and not of how they are spelled.</summary>
public sealed class FactsFingerprintTests
{
    private const string Plain =
        """{"accountId":"a","name":"A","annualRevenue":84000,"healthScore":51,"renewalDate":"2027-05-31","activities":[{"type":"CALL","date":"2026-02-01T08:00:00Z"},{"type":"EMAIL","date":"2026-02-02"}]}""";

    [Theory]
    [InlineData("84000", "84000.0")]
    [InlineData("84000", "84000.00")]
    [InlineData("84000", "\"84000.0\"")]
    [InlineData("84000", "8.4e4")]
    [InlineData("51", "51.0")]
    [InlineData("\"2027-05-31\"", "\"2027-05-31T00:00:00Z\"")]
    [InlineData("\"2027-05-31\"", "\"2027-05-31T02:00:00+02:00\"")]
    [InlineData("2026-02-01T08:00:00Z", "2026-02-01T10:00:00+02:00")]
    [InlineData("2026-02-01T08:00:00Z", "2026-02-01T08:00:00.000Z")]
    [InlineData("\"name\":\"A\"", "\"name\":\"A\",\"type\":null,\"tickets\":[],\"ctas\":null,\"archived\":false")]
    [InlineData("{\"type\":\"CALL\"", "{\"status\":null,\"subject\":\"\",\"type\":\"CALL\"")]
    [InlineData("\"accountId\":\"a\",\"name\":\"A\"", "\"name\":\"A\",\"accountId\":\"a\"")]
    public void Another_spelling_changes_nothing(string written, string otherwise) =>
        Assert.Equal(Of(Plain), Of(Plain.Replace(written, otherwise, StringComparison.Ordinal)));

    [Theory]
    [InlineData("84000", "84000.01")]
    [InlineData("51", "51.1")]
    [InlineData("2027-05-31", "2027-06-01")]
    [InlineData("CALL", "MEETING")]
    [InlineData("\"name\":\"A\"", "\"name\":\"A\",\"type\":\"OTHER\"")]
    [InlineData("{\"type\":\"CALL\"", "{\"subject\":\"x\",\"type\":\"CALL\"")]
    public void Another_meaning_changes_it(string written, string otherwise) =>
        Assert.NotEqual(Of(Plain), Of(Plain.Replace(written, otherwise, StringComparison.Ordinal)));

    [Fact]
    public void The_order_of_lists_changes_nothing()
    {
        RandomAccounts.Check(
            (facts, random) =>
                Assert.Equal(
                    FactsFingerprint.Of(facts),
                    FactsFingerprint.Of(
                        facts with
                        {
                            HealthHistory = RandomAccounts.Shuffled(facts.HealthHistory, random),
                            Activities = RandomAccounts.Shuffled(facts.Activities, random),
                            Tickets = RandomAccounts.Shuffled(facts.Tickets, random),
                            Ctas = RandomAccounts.Shuffled(facts.Ctas, random),
                            Opportunities = RandomAccounts.Shuffled(facts.Opportunities, random),
                            Contacts = RandomAccounts.Shuffled(facts.Contacts, random),
                        }
                    )
                ),
            count: 200
        );
    }

    [Fact]
    public void Twice_the_same_contact_is_not_once()
    {
        var once = Some.Account().WithContacts(3);

        Assert.NotEqual(FactsFingerprint.Of(once), FactsFingerprint.Of(once.WithContacts(3)));
    }

    [Fact]
    public void Facts_in_parts_that_an_earlier_version_stored_are_still_read()
    {
        var facts = PackedFactsTests.Large(seed: 5, 12_000);
        var packed = PackedFacts.Pack(facts, revision: 1)!;
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(facts, AccountJson.Plain.AccountFacts);

        Assert.NotNull(PackedFacts.Unpack(packed.Parts, FactsFingerprint.Hash(json)));
        Assert.NotNull(PackedFacts.Unpack(packed.Parts, FactsFingerprint.Of(facts)));
    }

    private static string Of(string json) => FactsFingerprint.Of(Read(json).Facts);
}
