using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Explanations;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>Whom advice names, and how.</summary>
public sealed class NamedContactsTests
{
    [Fact]
    public void The_contact_last_in_touch_is_the_main_one_up_to_this_instant_and_not_after_it()
    {
        Contact[] contacts = [new("Ada Roe", null, Some.DaysAgo(1)), new("Kim Berg", null, Some.Now)];

        Assert.Equal("Kim Berg", Of(contacts).Main);
        Assert.Equal("Kim Berg", Of([.. contacts, new("Zoe Lim", null, Some.Now.AddTicks(1))]).Main);
    }

    [Fact]
    public void Of_contacts_of_one_instant_the_first_by_name_and_then_by_role_is_named()
    {
        Contact[] contacts =
        [
            new("Kim Berg", "Buyer", Some.DaysAgo(1)),
            new("Ada Roe", "Planner", Some.DaysAgo(1)),
            new("Ada Roe", "Admin", Some.DaysAgo(1)),
        ];

        Assert.Equal("Ada Roe, admin", Of(contacts).Main);
    }

    [Fact]
    public void The_sponsor_is_named_before_a_senior_contact_who_was_in_touch_later()
    {
        Contact[] contacts =
        [
            new("Ada Roe", "CEO", Some.DaysAgo(1)),
            new("Kim Berg", "Executive sponsor", Some.DaysAgo(90)),
        ];

        Assert.Equal("Kim Berg, executive sponsor", Of(contacts).Senior);
        Assert.Equal("Ada Roe, CEO", Of(contacts[..1]).Senior);
    }

    [Theory]
    [InlineData("Kim Berg 12345", "Kim Berg 12345")]
    [InlineData("Kim Berg 123456", null)]
    public void A_name_with_more_than_five_digits_is_none(string name, string? main) =>
        Assert.Equal(main, Of(new Contact(name, null, null)).Main);

    [Theory]
    [InlineData("Admin", "Kim Berg, admin")]
    [InlineData("CEO", "Kim Berg, CEO")]
    [InlineData("VP Sales", "Kim Berg, VP Sales")]
    [InlineData("Q", "Kim Berg, Q")]
    public void A_role_begins_small_unless_it_is_an_abbreviation(string role, string main) =>
        Assert.Equal(main, Of(new Contact("Kim Berg", role, null)).Main);

    private static NamedContacts Of(params Contact[] contacts) =>
        NamedContacts.Of(Signals.Of(Some.Account().With(contacts), Some.Now));
}
