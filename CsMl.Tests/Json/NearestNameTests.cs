using CsMl.Core.Json;

namespace CsMl.Tests.Json;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Renwal Date", "Renewal Date", "Renewal Date")]
    [InlineData("renewal_dat", "Renewal Date", "Renewal Date")]
    [InlineData("helthScore", "healthScore", "healthScore")]
    [InlineData("ownerld", "ownerId", "ownerId")]
    [InlineData("acountId", "accountId", "accountId")]
    [InlineData("forceRefesh", "forceRefresh", "forceRefresh")]
    [InlineData("knd", "kind", "kind")]
    [InlineData("Acount Name", "Account Name", "Account Name")]
    // They share a word, and no more.
    [InlineData("Activity notes", "Activity Date", null)]
    [InlineData("Activity Rate", "Activity Type", null)]
    [InlineData("Last Viewed Date", "Last Contact Date", null)]
    [InlineData("Associated Company", "Associated Company ID", null)]
    [InlineData("Company size", "Company ID", null)]
    [InlineData("Account Site", "Account ID", null)]
    [InlineData("Billing City", "Billing Date", null)]
    [InlineData("Favourite colour", "Account Owner", null)]
    [InlineData("ID", "Id", null)]
    public void A_misspelled_name_is_near_and_a_shared_word_is_not(string name, string known, string? nearest)
    {
        Assert.Equal(nearest, NearestName.Of(name, [known]));
    }
}
