using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Morning;

/// <summary>The first page is not read anew for everybody who asks within the same moment.</summary>
public sealed class RecentMorningTests
{
    private static readonly MorningQuery Query = new(null);

    [Fact]
    public async Task Within_a_minute_the_same_is_told_and_later_it_is_read_again()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var first = await ReadAsync(app);

        app.Clock.Advance(TimeSpan.FromSeconds(59));
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
    public async Task After_ten_seconds_new_facts_of_a_shown_account_are_seen()
    {
        await using var app = await StartAsync();
        var first = await ReadAsync(app);
        await app.PutAsync(CtaCalls.AtRisk with { Ctas = [], Name = "Renamed" });

        app.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Same(first, await ReadAsync(app));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await ReadAsync(app)).Accounts.Single().FactsChanged);
    }

    /// <summary>The other one writes through a table of its own, so that this one's count of writes stays.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 10)]
    public async Task What_another_instance_changes_is_seen_by_who_changed_it_at_once_and_by_others_within_ten_seconds(
        bool isAfterChange,
        int seconds
    )
    {
        await using var app = await StartAsync();
        var first = await ReadAsync(app);
        var tables = app.Service<Tables>();
        var other = tables with { Results = new RecordingTable(((RecordingTable)tables.Results).Inner, app.Clock) };
        var account = new AccountKey(RunningApp.Tenant, "123");

        await new PredictionWriter(other).WithdrawAsync(account, long.MaxValue, CancellationToken.None);

        Assert.Same(first, await ReadAsync(app));
        app.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var service = app.Service<RecentMorning>();
        var seen = await service.RunAsync(RunningApp.Tenant, Query, isAfterChange, CancellationToken.None);
        Assert.Equal((1, 0), (first.NeedToday, seen.NeedToday));
    }

    [Fact]
    public async Task A_change_of_one_CTA_reads_this_account_again_and_not_all_the_others()
    {
        var counted = new List<CountedTable>();
        await using var app = await RunningApp.StartWithAsync(
            services =>
            {
                var tables = services.Last(s => s.ServiceType == typeof(Tables)).ImplementationFactory!;
                services.AddSingleton(provider => Counted((Tables)tables(provider), provider));
            },
            ("Ctas:AutoGenerateNightly", "false")
        );
        var accounts = Enumerable.Range(0, 60).Select(i => CtaCalls.AtRisk with { AccountId = $"a{i:D2}", Ctas = [] });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], CancellationToken.None));
        await app.NightAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var (whole, first) = await CountAsync();
        var id = first.Accounts[0].Account.Id;
        (await app.PostAsync(RunningApp.Account(id, "generate-cta"))).Is(201);
        var (part, second) = await CountAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        var (_, third) = await CountAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        var (check, fourth) = await CountAsync();

        Assert.Equal(first.NeedToday - 1, second.NeedToday);
        Assert.DoesNotContain(second.Accounts, row => row.Account.Id == id);
        Assert.Equal(7, second.Accounts.Count);
        Assert.Same(third, fourth);
        Assert.InRange(check, 1, 16 + 7);
        Assert.InRange(part, check, check + 15);
        Assert.InRange(whole, 100, 250);

        async Task<(int Reads, MorningView View)> CountAsync()
        {
            var before = counted.Sum(table => table.Count);
            var view = await ReadAsync(app);
            return (counted.Sum(table => table.Count) - before, view);
        }

        // Writes are counted by the outermost table.
        Tables Counted(Tables tables, IServiceProvider provider) =>
            new Tables(
                Count(((RecordingTable)tables.Results).Inner),
                Count(tables.Accounts),
                Count(tables.Runs)
            ).Recording(provider.GetRequiredService<TimeProvider>());

        CountedTable Count(IEntityTable table)
        {
            counted.Add(new CountedTable(table));
            return counted[^1];
        }
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
