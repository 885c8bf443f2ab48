using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Llm;
using CsMl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Llm;

/// <summary>No token is ever given here, so that nothing is sent to the address, which is nobody's.</summary>
public sealed class OpenAiModelIdentityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_key_Azure_is_shown_a_token_of_the_app(bool noIdentityAtAll)
    {
        var credential = new NoToken(
            noIdentityAtAll
                ? new CredentialUnavailableException("No identity.")
                : new AuthenticationFailedException("The identity's service is busy.")
        );
        using var model = Model("https://nobody.openai.azure.com", credential);

        var reply = await model.AskAsync(ModelRig.Question(), CancellationToken.None);

        ModelRig.AssertFailed(FallbackReason.LlmError, reply);
        Assert.Equal("https://ai.azure.com/.default", Assert.Single(credential.Scopes));
    }

    [Fact]
    public async Task No_other_server_is_shown_a_token()
    {
        await using var server = await FakeModelServer.StartAsync();
        var credential = new NoToken(new CredentialUnavailableException("No identity."));
        using var model = Model(server.Endpoint.ToString(), credential);

        Assert.Null((await model.AskAsync(ModelRig.Question(), CancellationToken.None)).Failure);
        Assert.Empty(credential.Scopes);
    }

    /// <summary>The one that AzureIdentity makes of AzureWebJobsStorage:clientId, unless a test puts another in its place.</summary>
    [Fact]
    public async Task The_model_signs_in_as_the_app_does_at_its_storage()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Llm:Endpoint", "https://nobody.openai.azure.com"), new("Llm:Model", "m")])
            .Build();
        var credential = new NoToken(new CredentialUnavailableException("No identity."));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TokenCredential>(credential)
            .AddCsMl(configuration)
            .BuildServiceProvider();

        await services.GetRequiredService<ILanguageModel>().AskAsync(ModelRig.Question(), CancellationToken.None);

        Assert.Single(credential.Scopes);
    }

    private static OpenAiModel Model(string endpoint, TokenCredential credential) =>
        new(
            Options.Create(new LlmOptions { Endpoint = new Uri(endpoint), Model = "m" }),
            TimeProvider.System,
            NullLogger<OpenAiModel>.Instance,
            credential
        );

    private sealed class NoToken(Exception why) : TokenCredential
    {
        public ConcurrentQueue<string> Scopes { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.Enqueue(requestContext.Scopes.Single());
            throw why;
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
