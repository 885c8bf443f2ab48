using CsMl.Core.Accounts;
using CsMl.Core.Consistency;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
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

        (await TellAsync(app, "RENEWED", Some.Now.AddHours(-2), "a")).Is(201);

        var page = (await app.GetAsync(PagePath.Account("a"))).Is(200).Body;
        Assert.Contains("4 Mar 2026</time>: It renewed", page, StringComparison.Ordinal);
        Assert.Contains("facts have changed since", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_lifts_a_notice_in_the_lists_too_and_the_next_night_predicts_anew()
    {
        await using var app = await RunningApp.StartAsync();
        var calm = Some.KnownAccount() with
        {
            AccountId = "n",
            Subscription = new Subscription(null, null, null, null, null, null, null) { NoticeAt = Some.DaysAgo(1) },
        };
        await app.PutAsync(calm);
        var before = (await app.PredictAsync("n")).Is(200).Text("data.predictionId");
        Assert.Equal("n", string.Join(' ', await ByChanceAsync(app)));
        app.Clock.Advance(TimeSpan.FromHours(1));

        (await TellAsync(app, "RENEWED", Some.Now.AddMinutes(30), "n")).Is(201);

        Assert.DoesNotContain("under notice", (await app.GetAsync(PagePath.Home)).Body, StringComparison.Ordinal);
        Assert.Empty(await DoctorAsync(app));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        var after = (await app.GetAsync(RunningApp.Account("n", "churn-risk"))).Is(200).Text("data.predictionId");
        Assert.NotEqual(before, after);
        Assert.Empty(await ByChanceAsync(app));
    }

    [Fact]
    public async Task A_prediction_that_was_under_way_brings_no_departed_account_back()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk with { AccountId = "a", Ctas = [] });
        (await app.PredictAsync("a")).Is(200);
        var (key, type) = (new AccountKey(RunningApp.Tenant, "a"), PredictionType.Churn);
        app.Clock.Advance(TimeSpan.FromHours(1));
        var before = await app.Service<PredictionReader>().FindLatestAsync(key, type, default);
        var known = await app.Service<FindAccount>().RunAsync(key, default);
        var made = await app.Service<Predictor>()
            .PredictAsync(
                key.Tenant,
                known!,
                type,
                90,
                new PredictionScale(new RiskScale()),
                app.Clock.GetUtcNow(),
                default
            );

        (await TellAsync(app, "CHURNED", Some.Now.AddMinutes(30), "a")).Is(201);
        var saved = await app.Service<PredictionWriter>().SaveAsync(key.Tenant, made, before, default);

        Assert.Equal(made.Prediction.PredictionId, saved!.Head.PredictionId);
        Assert.Equal("", await ListedAsync(app));
        Assert.Equal(0, await CountedAsync(app));
        Assert.Empty(await DoctorAsync(app));
    }

    private static async Task<IEnumerable<string?>> ByChanceAsync(RunningApp app) =>
        (await app.GetAsync(RunningApp.Portfolio("high-risk")))
            .Is(200)
            .Items("data")
            .Select(row => row.GetProperty("account").GetProperty("id").GetString());

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
