namespace CsMl.Tests.LanguageModel.Client;

/// <summary>Which API the fake server is asked by, and so which client asks it.</summary>
public enum FakeApi
{
    /// <summary><c>/v1/chat/completions</c>, with a key as <c>Authorization: Bearer</c>.</summary>
    OpenAi,

    /// <summary><c>/openai/deployments/NAME/chat/completions?api-version=…</c>, with a key as <c>api-key</c>.</summary>
    Azure,
}
