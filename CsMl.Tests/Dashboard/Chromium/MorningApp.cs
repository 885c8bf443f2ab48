using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>The sample portfolio after some nights, for tests that change nothing.</summary>
public sealed class MorningApp : IAsyncLifetime
{
    internal RunningApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>A night a week ago, which made no CTAs, and one this morning.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await SetAsync(app, "false");
        await app.RunNightAsync();
        app.Clock.Advance(TimeSpan.FromDays(7));
        await SetAsync(app, "true");
        await app.RunNightAsync();
        return app;
    }

    private static async Task SetAsync(RunningApp app, string makesCtas) =>
        (
            await app.PutAsync(
                RunningApp.Portfolio("settings"),
                $$$"""{"ctas":{"autoGenerateNightly":{{{makesCtas}}}}}"""
            )
        ).Is(200);
}
