using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Azure.Core;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using NSubstitute;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>What leaves for an address that no test can listen at.</summary>
public sealed class ModelClientsTests
{
    [Theory]
    [InlineData(
        "https://acme.openai.azure.us/openai/v1?api-version=2025-04-01-preview",
        "https://acme.openai.azure.us/openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview"
    )]
    [InlineData(
        "https://gateway.example/team/openai/deployments/other",
        "https://gateway.example/team/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21"
    )]
    public async Task Azure_is_asked_by_its_deployment_with_a_token(string setting, string expected)
    {
        var sent = await SendAsync(setting, apiKey: "");

        Assert.Equal(expected, sent.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer a-token", $"{sent.Headers.Authorization}");
        Assert.False(sent.Headers.Contains("api-key"));
    }

    [Fact]
    public async Task A_key_goes_before_a_token()
    {
        var sent = await SendAsync("https://acme.openai.azure.com", apiKey: "a-key");

        Assert.Equal(["a-key"], sent.Headers.GetValues("api-key"));
        Assert.Null(sent.Headers.Authorization);
    }

    [Fact]
    public async Task Any_other_server_is_asked_at_its_own_address_without_a_token()
    {
        var sent = await SendAsync("https://api.openai.com", apiKey: "");

        Assert.Equal("https://api.openai.com/v1/chat/completions", sent.RequestUri!.AbsoluteUri);
        Assert.Null(sent.Headers.Authorization);
    }

    private static async Task<HttpRequestMessage> SendAsync(string setting, string apiKey)
    {
        var credential = Substitute.ForPartsOf<TokenCredential>();
        credential
            .GetTokenAsync(default, default)
            .ReturnsForAnyArgs(new AccessToken("a-token", DateTimeOffset.MaxValue));
        var endpoint = ModelEndpoint.Of(new Uri(setting));
        var policy = ModelCredentials.Of(new LlmOptions { ApiKey = apiKey }, endpoint, credential).Single();
        var sent = new List<HttpRequestMessage>();
        using var http = new HttpClient(new Recording(sent));
        var client = ModelClients.Create("my gpt", endpoint, policy, new HttpClientPipelineTransport(http));

        await client.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString("{}")));

        return Assert.Single(sent);
    }

    private sealed class Recording(List<HttpRequestMessage> sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            sent.Add(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        }
    }
}
