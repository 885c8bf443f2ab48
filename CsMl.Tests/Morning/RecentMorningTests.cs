using CsMl.Core.Morning;
using CsMl.Tests.Http;

namespace CsMl.Tests.Morning;

/// <summary>The first page is not read anew for everybody who asks within the same moment.</summary>
public sealed class RecentMorningTests
{
    private static readonly MorningQuery Query = new(null);

    [Fact]
    public async Task Within_ten_seconds_the_same_is_told_and_later_it_is_read_again()
    {
        await using var app = await StartAsync();
        var first = await ReadAsync(app);

        app.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Same(first, await ReadAsync(app));
        Assert.NotSame(first, await ReadAsync(app, new MorningQuery("kim")));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, await ReadAsync(app));
    }

    [Fact]
    public async Task What_this_process_changes_is_seen_at_once()
    {
        await using var app = await StartAsync();
        var first = await ReadAsync(app);

        (await app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201);

        Assert.Equal((1, 0), (first.NeedToday, (await ReadAsync(app)).NeedToday));
    }

    [Fact]
    public async Task Whoever_has_just_changed_something_reads_anew()
    {
        await using var app = await StartAsync();
        var first = await ReadAsync(app);

        var service = app.Service<RecentMorning>();
        Assert.NotSame(first, await service.RunAsync(RunningApp.Tenant, Query, true, CancellationToken.None));
    }

    private static Task<MorningView> ReadAsync(RunningApp app, MorningQuery? query = null) =>
        app.Service<RecentMorning>().RunAsync(RunningApp.Tenant, query ?? Query, false, CancellationToken.None);

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk with { Ctas = [] });
        (await app.PredictAsync("123")).Is(200);
        return app;
    }
}
