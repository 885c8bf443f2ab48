using CsMl.Core.Predictions.Llm;

namespace CsMl.Tests.Llm;

public sealed class ModelEndpointTests
{
    [Theory]
    [InlineData("https://acme.openai.azure.com", "https://acme.openai.azure.com/openai/v1")]
    [InlineData("https://acme.openai.azure.com/", "https://acme.openai.azure.com/openai/v1")]
    [InlineData("https://ACME.OpenAI.Azure.com/openai/v1/", "https://acme.openai.azure.com/openai/v1")]
    [InlineData(
        "https://acme.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21",
        "https://acme.openai.azure.com/openai/v1"
    )]
    [InlineData("https://acme.services.ai.azure.com", "https://acme.services.ai.azure.com/openai/v1")]
    [InlineData(
        "https://acme.services.ai.azure.com/api/projects/p/openai/v1",
        "https://acme.services.ai.azure.com/api/projects/p/openai/v1"
    )]
    [InlineData("https://acme.cognitiveservices.azure.com/", "https://acme.cognitiveservices.azure.com/openai/v1")]
    public void Azure_is_known_by_its_names(string setting, string expected) =>
        Assert.Equal(
            new ModelEndpoint(new Uri(expected), IsAzure: true, KnowsNewLimit: true),
            ModelEndpoint.Of(new Uri(setting))
        );

    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com/v1", true)]
    [InlineData("https://api.openai.com/v1/", "https://api.openai.com/v1", true)]
    [InlineData("https://eu.api.openai.com/v1", "https://eu.api.openai.com/v1", true)]
    [InlineData("http://localhost:11434", "http://localhost:11434/v1", false)]
    [InlineData("http://localhost:11434/", "http://localhost:11434/v1", false)]
    [InlineData("http://[::1]:8000/v1", "http://[::1]:8000/v1", false)]
    [InlineData("https://gateway.example/llm/openai/", "https://gateway.example/llm/openai", false)]
    [InlineData("https://openai.azure.com.evil.example", "https://openai.azure.com.evil.example/v1", false)]
    public void Any_other_server_is_taken_at_its_word(string setting, string expected, bool knowsNewLimit) =>
        Assert.Equal(
            new ModelEndpoint(new Uri(expected), IsAzure: false, knowsNewLimit),
            ModelEndpoint.Of(new Uri(setting))
        );

    [Theory]
    [InlineData("localhost:11434")]
    [InlineData("ftp://models.example")]
    [InlineData("models")]
    [InlineData("http://acme.openai.azure.com")]
    [InlineData("http://acme.cognitiveservices.azure.com/openai/v1")]
    public void What_is_no_address_of_the_web_or_Azure_in_the_clear_is_refused(string setting) =>
        Assert.Throws<ArgumentException>(() => ModelEndpoint.Of(new Uri(setting, UriKind.RelativeOrAbsolute)));
}
