namespace CsMl.Tests.Http;

/// <summary>One app on the sample portfolio, for the tests of a class that do not disturb each other.</summary>
public sealed class SampleApp : IAsyncLifetime
{
    internal RunningApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await RunningApp.StartAsync();
        await App.PutSampleAsync();
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
