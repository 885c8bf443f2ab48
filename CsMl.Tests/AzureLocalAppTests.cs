using CsMl.Local;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace CsMl.Tests;

[NeedsNode]
[Collection(nameof(Azurite))]
[Trait("Speed", "Slow")]
public sealed class AzureLocalAppTests(Azurite azurite) : LocalAppSuite
{
    protected override (string Key, string? Value)[] Settings => [("AzureWebJobsStorage", azurite.ConnectionString)];

    [StorageFact]
    public void With_a_storage_account_no_file_is_made()
    {
        using var store = LocalApp.OpenStore(
            DataDirectory,
            new ConfigurationBuilder().AddInMemoryCollection([new(Settings[0].Key, Settings[0].Value)]).Build()
        );

        Assert.False(store.IsEmbedded);
        Assert.False(HasDatabaseFile);
    }
}
