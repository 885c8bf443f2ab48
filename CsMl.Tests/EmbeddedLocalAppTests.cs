using CsMl.Local;
using Microsoft.Extensions.Configuration;

namespace CsMl.Tests;

public sealed class EmbeddedLocalAppTests : LocalAppSuite
{
    // Empty, so that a developer's own setting does not lead the test into an account.
    protected override (string Key, string? Value)[] Settings => [("AzureWebJobsStorage", "")];

    [Fact]
    public void Without_a_storage_account_all_is_in_one_file_of_the_folder()
    {
        using var store = LocalApp.OpenStore(DataDirectory, new ConfigurationManager());

        Assert.True(store.IsEmbedded);
        Assert.Equal(DataDirectory, store.Place);
        Assert.True(HasDatabaseFile);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=csml")]
    [InlineData("AccountName=csml;AccountKey=not base64")]
    public void A_setting_that_leads_nowhere_is_told_in_one_sentence_without_its_value(string value)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([new("AzureWebJobsStorage", value)]);

        var e = Assert.Throws<InvalidSettingException>(() => LocalApp.OpenStore(DataDirectory, settings));

        Assert.Contains("AzureWebJobsStorage", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, e.Message, StringComparison.Ordinal);
        Assert.False(HasDatabaseFile);
    }

    [Fact]
    public void A_managed_identitys_account_is_named()
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([new("AzureWebJobsStorage:accountName", "csml")]);

        using var store = LocalApp.OpenStore(DataDirectory, settings);

        Assert.False(store.IsEmbedded);
        Assert.Equal("the storage account csml", store.Place);
    }
}
