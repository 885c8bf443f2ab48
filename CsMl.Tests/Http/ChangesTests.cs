using System.Text.Json;
using CsMl.Core.Storage;
using CsMl.Local.Sample;

namespace CsMl.Tests.Http;

/// <summary>What changed in a portfolio, for those who follow it by asking again and again.</summary>
public sealed class ChangesTests
{
    private const string Refresh = """{"forceRefresh":true}""";

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(16);

    [Fact]
    public async Task Each_change_is_told_once_and_in_order()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123") with { Ctas = [] });
        var first = (await app.PredictAsync("123")).Is(200);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var cta = (await app.PostAsync(RunningApp.Account("123", "generate-cta"), """{"predictionType":"CHURN"}""")).Is(
            201
        );
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PutAsync(Some.KnownAccount() with { AccountId = "123", CreatedAt = Some.DaysAgo(900) });
        var second = (await app.PredictAsync("123", options: Refresh)).Is(200);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.PostAsync(RunningApp.Account("123", "outcomes"), """{"outcome":"RENEWED"}""")).Is(201);
        app.Clock.Advance(Settled);

        var all = (await app.GetAsync(RunningApp.Portfolio("changes"))).Is(200);

        Assert.Equal(
            ["prediction", "cta", "prediction", "cta", "outcome"],
            all.Items("data").Select(item => item.GetProperty("kind").GetString())
        );
        Assert.All(all.Items("data"), item => Assert.Equal("123", item.GetProperty("accountId").GetString()));
        Assert.Equal(
            (first.Text("data.predictionId"), second.Text("data.predictionId")),
            (all.Text("data[0].predictionId"), all.Text("data[2].predictionId"))
        );
        Assert.Equal(
            (first.At("data.probability").GetDouble(), second.At("data.probability").GetDouble()),
            (all.At("data[2].previousProbability").GetDouble(), all.At("data[2].probability").GetDouble())
        );
        foreach (var (prediction, place) in (((HttpAnswer, int)[])[(first, 0), (second, 2)]))
        {
            Assert.Equal(prediction.Text("data.riskCategory"), all.Text($"data[{place}].riskCategory"));
        }

        Assert.Equal(
            (null, first.Text("data.riskCategory")),
            (all.Text("data[0].previousRiskCategory"), all.Text("data[2].previousRiskCategory"))
        );
        Assert.Equal(cta.Text("data.cta.id"), all.Text("data[1].ctaId"));
        Assert.Equal(("OPEN", "CANCELLED"), (all.Text("data[1].ctaStatus"), all.Text("data[3].ctaStatus")));
        Assert.Equal("RENEWED", all.Text("data[4].outcome"));

        var nothing = (await app.GetAsync(all.Text("nextLink")!)).Is(200);
        Assert.Empty(nothing.Items("data"));
        (await app.PredictAsync("123", options: Refresh)).Is(200);
        Assert.Empty((await app.GetAsync(nothing.Text("nextLink")!)).Is(200).Items("data"));
        app.Clock.Advance(Settled);
        var next = (await app.GetAsync(nothing.Text("nextLink")!)).Is(200);
        Assert.Equal("prediction", Assert.Single(next.Items("data")).GetProperty("kind").GetString());
        Assert.Equal(next.At("data[0].probability").GetDouble(), next.At("data[0].previousProbability").GetDouble());
    }

    [Fact]
    public async Task A_night_is_told_account_by_account_whatever_the_size_of_the_pages()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        (await app.RunNightAsync()).Is(200);
        app.Clock.Advance(Settled);

        foreach (var limit in (int[])[7, 1_000])
        {
            var told = await FollowAsync(app, RunningApp.Portfolio($"changes?limit={limit}"));

            var predictions = told.Where(item => item.GetProperty("kind").GetString() == "prediction").ToList();
            var scored = (await app.GetAsync(RunningApp.Portfolio("runs/nightly-2026-03-04"))).At("data.counts.scored");
            Assert.Equal(scored.GetInt32(), predictions.Count);
            Assert.Equal(
                predictions.Count,
                predictions.Select(item => item.GetProperty("predictionId").GetString()).Distinct().Count()
            );
        }
    }

    /// <summary>Writers that work while somebody follows: what was followed is what is there in the end.</summary>
    [Fact]
    public async Task Nothing_is_missed_or_told_twice_while_others_write()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 20);
        var ids = SampleCustomers.Make(Some.Now).Take(20).Select(account => account.AccountId).ToList();
        var followed = new List<JsonElement>();
        var link = RunningApp.Portfolio("changes?limit=3");
        for (var round = 0; round < 15; round++)
        {
            var writing = Task.WhenAll(ids.Select(id => app.PredictAsync(id, options: Refresh)));
            for (var page = 0; page < 5; page++)
            {
                await ReadAsync();
                app.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await writing;
        }

        app.Clock.Advance(Settled);
        while (await ReadAsync() > 0) { }

        var all = await FollowAsync(app, RunningApp.Portfolio("changes?limit=1000"));
        Assert.Equal(all.Select(item => item.GetRawText()), followed.Select(item => item.GetRawText()));
        Assert.True(all.Count >= ids.Count, "Nothing was predicted: that proves nothing.");
        foreach (var id in ids)
        {
            var last = all.Last(item => item.GetProperty("accountId").GetString() == id);
            var active = (await app.GetAsync(RunningApp.Account(id, "churn-risk"))).Is(200);
            Assert.Equal(active.Text("data.predictionId"), last.GetProperty("predictionId").GetString());
        }

        async Task<int> ReadAsync()
        {
            var answer = (await app.GetAsync(link)).Is(200);
            followed.AddRange(answer.Items("data"));
            link = answer.Text("nextLink")!;
            return answer.Items("data").Count;
        }
    }

    [Fact]
    public async Task A_tenants_changes_are_its_own_and_its_place_is_no_place_of_another()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        var (a, b) = (("X-Tenant-ID", "a"), ("X-Tenant-ID", "b"));
        await app.PutAsync(Some.KnownAccount(), "a");
        (
            await app.SendAsync(
                HttpMethod.Post,
                RunningApp.Account("acme", "predict"),
                """{"predictionType":"CHURN"}""",
                a
            )
        ).Is(200);
        app.Clock.Advance(Settled);

        var of = (await app.GetAsync(RunningApp.Portfolio("changes"), a)).Is(200);

        Assert.Single(of.Items("data"));
        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("changes"), b)).Is(200).Items("data"));
        (await app.GetAsync(of.Text("nextLink")!, b)).IsProblem(400, "INVALID_REQUEST", "since");
    }

    [Fact]
    public async Task What_is_kept_no_longer_is_deleted_by_the_night()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);

        app.Clock.Advance(ChangeStore.Kept + TimeSpan.FromDays(1));
        await app.RunNightAsync();
        app.Clock.Advance(Settled);

        var told = Assert.Single((await app.GetAsync(RunningApp.Portfolio("changes"))).Is(200).Items("data"));
        Assert.True(told.GetProperty("at").GetDateTimeOffset() > Some.Now + ChangeStore.Kept);
    }

    private static async Task<List<JsonElement>> FollowAsync(RunningApp app, string link)
    {
        var told = new List<JsonElement>();
        while (true)
        {
            var page = (await app.GetAsync(link)).Is(200);
            if (page.Items("data").Count == 0)
            {
                return told;
            }

            told.AddRange(page.Items("data"));
            link = page.Text("nextLink")!;
        }
    }
}
