using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>The app with a model configured, and the server that it asks. Nothing is tried again unless a test says so.</summary>
internal sealed class ModelApp : IAsyncDisposable
{
    private ModelApp(FakeModelServer server, RunningApp app) => (Server, App) = (server, app);

    public FakeModelServer Server { get; }

    public RunningApp App { get; }

    public static Task<ModelApp> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(FakeApi.OpenAi, settings);

    public static async Task<ModelApp> StartAsync(FakeApi api, params (string Key, string Value)[] settings)
    {
        var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        (string, string)[] always =
        [
            ("Llm:Endpoint", server.EndpointOf(api).ToString()),
            ("Llm:Model", "fake-model"),
            ("Llm:ApiKey", "key-one"),
            ("Llm:Retries", "0"),
            ("Llm:InputPrice", "2.5"),
            ("Llm:CachedInputPrice", "1.25"),
            ("Llm:OutputPrice", "10"),
        ];
        // A test's own setting counts.
        (string Key, string Value)[] all = [.. settings, .. always];
        return new ModelApp(server, await RunningApp.StartAsync([.. all.DistinctBy(setting => setting.Key)]));
    }

    /// <summary>Accounts with data enough for a model.</summary>
    public async Task PutAsync(int accounts)
    {
        var one = SampleCustomers.Make(Some.Now)[0];
        var many = Enumerable.Range(0, accounts).Select(i => one with { AccountId = $"a{i}", Name = $"Firm {i}" });
        Assert.Empty(await App.Index.PutManyAsync(RunningApp.Tenant, [.. many], CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
    }
}
