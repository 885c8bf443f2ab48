using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Inflected names that are ordinary English words.</summary>
public sealed class InflectedNamesTests
{
    [Theory]
    [InlineData("Nina Jović", "Nine", "sastanak kod Nine sutra", "call with Nine about the contract", "Nine: ugovor")]
    [InlineData("Nina Jović", "nine", "sastanak kod nine sutra")]
    [InlineData("Нина Јовић", "Nine", "sastanak kod Nine sutra")]
    [InlineData("Věra Lada", "Very", "Mail od Very", "mail od very", "MAIL OD VERY")]
    [InlineData("Lana Mina", "Mine", "Razgovor kod Mine o ceni")]
    [InlineData("Mila Sava", "Mile", "Sastanak kod Mile i Save")]
    [InlineData("Mila Sava", "Save", "Sastanak kod Mile i Save")]
    [InlineData("Wei Su", "Sun", "Sun sähköposti", "tapaaminen Sun kanssa")]
    [InlineData("Halle Berry", "Berries", "dinner with the Berries")]
    [InlineData("Dat Nguyen", "Data", "rozmowa u Data")]
    public void An_inflected_contact_is_not_told(string contact, string form, params string[] texts)
    {
        var names = Pseudonyms.Of(Some.KnownAccount().With(new Contact(contact, null, null)));

        Assert.All(
            texts,
            text => Assert.DoesNotContain(form, Words(names.Hide(text)), StringComparer.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void An_inflected_owner_or_firm_is_not_told()
    {
        var account = Some.KnownAccount() with { Name = "Mora Logistika", OwnerId = "nina.jovic@vendor.example" };
        var names = Pseudonyms.Of(account);

        Assert.DoesNotContain("Nine", names.Hide("call with Nine"));
        Assert.EndsWith(" [COMPANY]", names.Hide("Mail od More"));
    }

    [Theory]
    [InlineData("Nina Jović", "nine tickets are open")]
    [InlineData("Věra Lada", "The customer is very unhappy")]
    [InlineData("Wei Su", "The sun is not in the report")]
    [InlineData("Tim Evans", "Time tracking does not work")]
    public void An_ordinary_word_in_small_letters_stays(string contact, string text)
    {
        Assert.Equal(text, Pseudonyms.Of(Some.KnownAccount().With(new Contact(contact, null, null))).Hide(text));
    }

    private static IEnumerable<string> Words(string text) => Word.In(text).Select(word => text[word.Start..word.End]);
}
