using CsMl.Core.Consistency;
using CsMl.Functions.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>An account that has left stands in no list and no count from the moment that it is told, and one that renewed does.</summary>
public sealed class ListedDepartureTests
{
    private const string List = "high-risk?sort=revenueAtRisk";

    [Fact]
    public async Task A_departure_takes_the_account_out_at_once_and_a_renewal_brings_it_back()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var id in (string[])["a", "b"])
        {
            await app.PutAsync(CtaCalls.AtRisk with { AccountId = id, Ctas = [] });
            (await app.PredictAsync(id)).Is(200);
        }

        var before = await ListedAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(1));

        (await TellAsync(app, "CHURNED", Some.Now.AddMinutes(30), "a")).Is(201);

        Assert.Equal("b", await ListedAsync(app));
        Assert.Equal(1, await CountedAsync(app));
        Assert.Contains(
            "1 account needs you today",
            (await app.GetAsync(PagePath.Home)).Body,
            StringComparison.Ordinal
        );
        Assert.Empty(await DoctorAsync(app));

        // It was a mistake: of two outcomes of one time the second holds.
        (await TellAsync(app, "RENEWED", Some.Now.AddMinutes(30), "a")).Is(201);

        Assert.Equal("a b", before);
        Assert.Equal(before, await ListedAsync(app));
        Assert.Equal(2, await CountedAsync(app));
        Assert.Empty(await DoctorAsync(app));
        Assert.True((await app.PredictAsync("a")).Is(200).At("cached").GetBoolean());
    }

    [Fact]
    public async Task The_page_of_an_account_says_what_was_recorded_of_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk with { AccountId = "a", Ctas = [] });
        (await app.PredictAsync("a")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(1));

        (await TellAsync(app, "EXPANDED", Some.Now.AddHours(2), "a")).Is(201);

        var page = (await app.GetAsync(PagePath.Account("a"))).Is(200).Body;
        Assert.Contains("4 Mar 2026</time>: It bought more", page, StringComparison.Ordinal);
        Assert.Contains("facts have changed since", page, StringComparison.Ordinal);
    }

    private static async Task<string> ListedAsync(RunningApp app)
    {
        var byRevenue = (await app.GetAsync(RunningApp.Portfolio(List))).Is(200).Items("data");
        var byChance = (await app.GetAsync(RunningApp.Portfolio("high-risk"))).Is(200).Items("data");
        Assert.Equal(byRevenue.Count, byChance.Count);
        return string.Join(' ', byRevenue.Select(row => row.GetProperty("account").GetProperty("id").GetString()));
    }

    /// <summary>Accounts that a change of settings would look at.</summary>
    private static async Task<int> CountedAsync(RunningApp app)
    {
        var preview = (await app.PutAsync(RunningApp.Portfolio("settings?dryRun=true"), "{}")).Is(200);
        return preview.At("data.preview.before").EnumerateObject().Sum(category => category.Value.GetInt32());
    }

    private static async Task<List<Contradiction>> DoctorAsync(RunningApp app)
    {
        var check = ActivatorUtilities.CreateInstance<CheckStore>(app.Services);
        return await check.RunAsync([RunningApp.Tenant], CancellationToken.None).ToListAsync();
    }
}
