using Azure.Core;
using Azure.Identity;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using CsMl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
#pragma warning disable CA2012 // NSubstitute names a method by calling it, so that call returns no ValueTask.

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>No token is ever given here, so that nothing is sent to the address, which is nobody's.</summary>
public sealed class OpenAiModelIdentityTests
{
    [Theory]
    [InlineData("https://nobody.openai.azure.com", "https://cognitiveservices.azure.com/.default")]
    [InlineData("https://nobody.services.ai.azure.com", "https://cognitiveservices.azure.com/.default")]
    [InlineData("https://nobody.openai.azure.us", "https://cognitiveservices.azure.us/.default")]
    [InlineData("https://nobody.openai.azure.cn", "https://cognitiveservices.azure.cn/.default")]
    [InlineData("https://nobody.example/openai/deployments/m", "https://cognitiveservices.azure.com/.default")]
    public async Task Without_a_key_Azure_is_shown_a_token_of_the_app(string endpoint, string scope)
    {
        var credential = Failing(new CredentialUnavailableException("No identity."));
        using var model = Model(endpoint, credential);

        var reply = await model.AskAsync(ModelRig.Question(), CancellationToken.None);

        ModelRig.AssertFailed(FallbackReason.LlmError, reply);
        Assert.Equal([scope], Scopes(credential));
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_now_is_a_reply_that_says_so()
    {
        using var model = Model(
            "https://nobody.openai.azure.com",
            Failing(new AuthenticationFailedException("The identity's service is busy."))
        );

        var reply = await model.AskAsync(ModelRig.Question(), CancellationToken.None);

        ModelRig.AssertFailed(FallbackReason.LlmError, reply);
    }

    [Fact]
    public async Task Who_waits_for_a_token_may_give_up()
    {
        var asked = new TaskCompletionSource();
        var credential = Substitute.ForPartsOf<TokenCredential>();
        credential
            .GetTokenAsync(default, default)
            .ReturnsForAnyArgs(async call =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.Arg<CancellationToken>());
                return default;
            });
        using var model = Model("https://nobody.openai.azure.com", credential);
        using var caller = new CancellationTokenSource();

        var reply = model.AskAsync(ModelRig.Question(), caller.Token);
        await asked.Task.WaitAsync(HangGuard.Limit);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply.WaitAsync(HangGuard.Limit));
    }

    [Fact]
    public async Task No_other_server_is_shown_a_token()
    {
        await using var server = await FakeModelServer.StartAsync();
        var credential = Failing(new CredentialUnavailableException("No identity."));
        using var model = Model(server.Endpoint.ToString(), credential);

        Assert.Null((await model.AskAsync(ModelRig.Question(), CancellationToken.None)).Failure);
        Assert.Empty(Scopes(credential));
    }

    /// <summary>The one that AzureIdentity makes of AzureWebJobsStorage:clientId, unless a test puts another in its place.</summary>
    [Fact]
    public async Task The_model_signs_in_as_the_app_does_at_its_storage()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Llm:Endpoint", "https://nobody.openai.azure.com"), new("Llm:Model", "m")])
            .Build();
        var credential = Failing(new CredentialUnavailableException("No identity."));
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TokenCredential>(credential)
            .AddCsMl(configuration)
            .BuildServiceProvider();

        await services.GetRequiredService<ILanguageModel>().AskAsync(ModelRig.Question(), CancellationToken.None);

        Assert.Single(Scopes(credential));
    }

    private static OpenAiModel Model(string endpoint, TokenCredential credential) =>
        new(
            Options.Create(new LlmOptions { Endpoint = new Uri(endpoint), Model = "m" }),
            TimeProvider.System,
            NullLogger<OpenAiModel>.Instance,
            credential
        );

    private static TokenCredential Failing(Exception why)
    {
        var credential = Substitute.ForPartsOf<TokenCredential>();
        credential.GetTokenAsync(default, default).ReturnsForAnyArgs(_ => ValueTask.FromException<AccessToken>(why));
        return credential;
    }

    /// <summary>What tokens were asked for.</summary>
    private static IEnumerable<string> Scopes(TokenCredential credential) =>
        credential
            .ReceivedCalls()
            .SelectMany(call => call.GetArguments().OfType<TokenRequestContext>())
            .SelectMany(context => context.Scopes);
}
