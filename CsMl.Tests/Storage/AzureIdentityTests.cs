using Azure.Core;
using Azure.Identity;
using CsMl.Core.Storage;
using CsMl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CsMl.Tests.Storage;

public sealed class AzureIdentityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_token_the_storage_is_unavailable(bool noIdentityAtAll)
    {
        var credential = Substitute.For<TokenCredential>();
        credential
            .GetTokenAsync(default, default)
            .ThrowsAsyncForAnyArgs(
                noIdentityAtAll
                    ? new CredentialUnavailableException("No identity.")
                    : new AuthenticationFailedException("The identity's service is busy.")
            );
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("AzureWebJobsStorage:tableServiceUri", "https://127.0.0.1:1"),
                new("AzureWebJobsStorage:queueServiceUri", "https://127.0.0.1:1"),
            ])
            .Build();
        var services = new ServiceCollection().AddSingleton(credential).AddAzureStorage(configuration);
        await using var provider = services.BuildServiceProvider();
        var table = provider.GetRequiredService<Tables>().Accounts;
        var queue = provider.GetRequiredService<IWorkQueue>();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => table.FindAsync("p", "x", CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            queue.SendAsync("work", ["x"], CancellationToken.None)
        );
    }

    [Theory]
    [InlineData("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555")]
    [InlineData(null, null)]
    [InlineData("", null)]
    public void A_user_assigned_identity_is_the_one_that_the_setting_names(string? setting, string? clientId)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage:clientId", setting)])
            .Build();

        Assert.Equal(
            clientId ?? new DefaultAzureCredentialOptions().ManagedIdentityClientId,
            AzureIdentity.Options(configuration).ManagedIdentityClientId
        );
    }
}
