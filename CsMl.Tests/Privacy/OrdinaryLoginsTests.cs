using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Names that joined as in a login are ordinary English words.</summary>
public sealed class OrdinaryLoginsTests
{
    [Theory]
    [InlineData("Sarah Kim", "login skim locked", "login [PERSON_1] locked")]
    [InlineData("Sarah Kim", "Assigned to skim", "Assigned to [PERSON_1]")]
    [InlineData("Sarah Kim", "User name: skim", "User name: [PERSON_1]")]
    [InlineData("Emily Cho", "login echo locked", "login [PERSON_1] locked")]
    [InlineData("Ken To", "the user token is locked", "the user [PERSON_1] is locked")]
    [InlineData("Ken To", "signed in as \"token\"", "signed in as \"[PERSON_1]\"")]
    [InlineData("Sam Low", "contact: slow", "contact: [PERSON_1]")]
    [InlineData("Sam Low", "owner slow, again", "owner [PERSON_1], again")]
    [InlineData("Al Low", "account #allow", "account #[PERSON_1]")]
    public void A_login_is_not_told(string contact, string text, string told)
    {
        Assert.Equal(told, Names(contact).Hide(text));
    }

    [Theory]
    [InlineData("Sam Low", "The dashboards are slow")]
    [InlineData("Sam Low", "slow login, contact is slow to respond")]
    [InlineData("Ken To", "the token of the user is invalid")]
    [InlineData("Al Low", "please allow exports")]
    public void The_same_word_stays_elsewhere(string contact, string text)
    {
        Assert.Equal(text, Names(contact).Hide(text));
    }

    private static Pseudonyms Names(string contact) =>
        Pseudonyms.Of(Some.KnownAccount().With(new Contact(contact, null, null)));
}
