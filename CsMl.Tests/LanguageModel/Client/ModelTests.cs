using CsMl.Core.LanguageModel;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>Tests of the client that hold for each API; a nested class runs them for one of them.</summary>
public abstract class ModelTests(FakeApi api)
{
    protected FakeApi Api => api;

    private protected Task<ModelRig> StartAsync(Action<LlmOptions>? change = null) => ModelRig.StartAsync(api, change);

    /// <summary>The header that shows this key, as <see cref="SentRequest.Shown"/>.</summary>
    protected string Showing(string key) => api == FakeApi.Azure ? $"api-key: {key}" : $"Authorization: Bearer {key}";
}
