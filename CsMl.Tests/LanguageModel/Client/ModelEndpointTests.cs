using CsMl.Core.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.Client;

public sealed class ModelEndpointTests
{
    private const string Public = "https://cognitiveservices.azure.com/.default";

    [Theory]
    [InlineData("https://acme.openai.azure.com", "https://acme.openai.azure.com", null)]
    [InlineData("https://acme.openai.azure.com/", "https://acme.openai.azure.com", null)]
    [InlineData("https://ACME.OpenAI.Azure.com/openai/v1/", "https://acme.openai.azure.com", null)]
    [InlineData(
        "https://acme.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2025-04-01-preview",
        "https://acme.openai.azure.com",
        "2025-04-01-preview"
    )]
    [InlineData("https://acme.openai.azure.com?api-version=2024-10-21", "https://acme.openai.azure.com", "2024-10-21")]
    [InlineData("https://acme.openai.azure.com/?api-version=", "https://acme.openai.azure.com", null)]
    [InlineData("https://acme.services.ai.azure.com", "https://acme.services.ai.azure.com", null)]
    [InlineData(
        "https://acme.services.ai.azure.com/api/projects/p/openai/v1",
        "https://acme.services.ai.azure.com",
        null
    )]
    [InlineData("https://acme.cognitiveservices.azure.com/", "https://acme.cognitiveservices.azure.com", null)]
    public void Azure_is_known_by_its_names(string setting, string expected, string? version) =>
        Assert.Equal(
            new ModelEndpoint(new Uri(expected), KnowsNewLimit: true) { Audience = Public, ApiVersion = version },
            ModelEndpoint.Of(new Uri(setting))
        );

    [Theory]
    [InlineData("acme.openai.azure.us", "https://cognitiveservices.azure.us/.default")]
    [InlineData("acme.services.ai.azure.us", "https://cognitiveservices.azure.us/.default")]
    [InlineData("acme.cognitiveservices.azure.us", "https://cognitiveservices.azure.us/.default")]
    [InlineData("acme.openai.azure.cn", "https://cognitiveservices.azure.cn/.default")]
    [InlineData("acme.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default")]
    public void A_sovereign_cloud_has_an_audience_of_its_own(string host, string audience) =>
        Assert.Equal(
            new ModelEndpoint(new Uri($"https://{host}"), KnowsNewLimit: true) { Audience = audience },
            ModelEndpoint.Of(new Uri($"https://{host}/openai/v1"))
        );

    [Theory]
    [InlineData("https://gateway.example/openai/deployments/gpt", "https://gateway.example")]
    [InlineData("https://gateway.example/team/openai/deployments/gpt/", "https://gateway.example/team")]
    [InlineData("http://127.0.0.1:5001/openai/deployments/gpt/chat/completions", "http://127.0.0.1:5001")]
    public void A_gateway_before_Azure_is_known_by_the_path_of_a_deployment(string setting, string expected) =>
        Assert.Equal(
            new ModelEndpoint(new Uri(expected), KnowsNewLimit: true) { Audience = Public },
            ModelEndpoint.Of(new Uri(setting))
        );

    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com/v1", true)]
    [InlineData("https://api.openai.com/v1/", "https://api.openai.com/v1", true)]
    [InlineData("https://eu.api.openai.com/v1", "https://eu.api.openai.com/v1", true)]
    [InlineData("http://localhost:11434", "http://localhost:11434/v1", false)]
    [InlineData("http://localhost:11434/", "http://localhost:11434/v1", false)]
    [InlineData("http://[::1]:8000/v1", "http://[::1]:8000/v1", false)]
    [InlineData("http://localhost:1234/v1/", "http://localhost:1234/v1", false)]
    [InlineData("http://localhost:1234/v1/chat/completions", "http://localhost:1234/v1", false)]
    [InlineData("http://localhost:1234/v1/chat/completions/", "http://localhost:1234/v1", false)]
    [InlineData("http://localhost:1234/chat/completions", "http://localhost:1234/v1", false)]
    [InlineData("https://gateway.example/api/v1/Chat/Completions", "https://gateway.example/api/v1", false)]
    [InlineData("https://gateway.example/llm/openai/", "https://gateway.example/llm/openai", false)]
    [InlineData("https://openai.azure.com.evil.example", "https://openai.azure.com.evil.example/v1", false)]
    [InlineData("https://acme.openai.azure.de", "https://acme.openai.azure.de/v1", false)]
    public void Any_other_server_is_taken_at_its_word(string setting, string expected, bool knowsNewLimit) =>
        Assert.Equal(new ModelEndpoint(new Uri(expected), knowsNewLimit), ModelEndpoint.Of(new Uri(setting)));

    [Theory]
    [InlineData("localhost:11434")]
    [InlineData("ftp://models.example")]
    [InlineData("models")]
    [InlineData("http://acme.openai.azure.com")]
    [InlineData("http://acme.cognitiveservices.azure.com/openai/v1")]
    [InlineData("http://acme.openai.azure.us")]
    [InlineData("http://gateway.example/openai/deployments/gpt")]
    public void What_is_no_address_of_the_web_or_Azure_in_the_clear_is_refused(string setting) =>
        Assert.Throws<ArgumentException>(() => ModelEndpoint.Of(new Uri(setting, UriKind.RelativeOrAbsolute)));
}
