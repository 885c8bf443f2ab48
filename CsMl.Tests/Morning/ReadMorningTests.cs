using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Core.Predictions;
using CsMl.Functions.Dashboard;
using CsMl.Local.Sample;
using CsMl.Tests.Http;

namespace CsMl.Tests.Morning;

/// <summary>What the first screen tells, from the app as it runs.</summary>
public sealed class ReadMorningTests
{
    private static AccountFacts AtRisk { get; } =
        SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");

    [Fact]
    public async Task Before_anything_was_scored_nobody_needs_anybody()
    {
        await using var app = await RunningApp.StartAsync();

        var morning = await ReadAsync(app);

        Assert.Equal((0, false), (morning.NeedToday, morning.HasMore));
        Assert.Empty(morning.Accounts);
        Assert.Null(morning.LastRun);
        Assert.Equal("Not enough outcomes yet (0 of 30).", WriteSummary.Trust(morning.LastRun?.Track));
    }

    [Fact]
    public async Task After_the_night_of_the_sample_it_says_whom_to_call_why_and_by_when()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.RunNightAsync();

        var morning = await ReadAsync(app);

        Assert.Equal(Math.Min(MorningQuery.MostRows, morning.NeedToday), morning.Accounts.Count);
        Assert.NotEmpty(morning.Accounts);
        Assert.All(
            morning.Accounts,
            row =>
            {
                Assert.NotEqual("", row.Why);
                Assert.NotNull(row.Next);
                Assert.NotNull(row.Next.DueDate);
                Assert.InRange(row.Prediction.Probability, 0.6, 1);
                Assert.NotEmpty(row.Health);
                Assert.False(row.FactsChanged);
            }
        );
        var counts = morning.LastRun!.Counts;
        Assert.Equal("rules", WriteSummary.Source(morning.LastRun));
        Assert.Equal(250 - counts.NotScored, counts.Scored);
        Assert.Equal(morning.AtRisk.Sum(sum => sum.Accounts) + morning.OfUnknownRevenue, morning.NeedToday);
    }

    [Fact]
    public async Task What_waits_is_done_or_is_due_later_needs_nobody_today()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, Account("today", "kim", 50_000));
        foreach (var id in (string[])["snoozed", "done", "later"])
        {
            // Its CTA is due in five days.
            await PredictAsync(app, Account(id, "kim", 50_000), withCta: true);
        }

        await PatchAsync(app, "snoozed", $$"""{"status":"SNOOZED","snoozeUntil":"{{Some.Now.AddDays(3):O}}"}""");
        app.Clock.Advance(TimeSpan.FromHours(1));
        await PatchAsync(app, "done", """{"status":"COMPLETED","outcome":"POSITIVE"}""");

        var morning = await ReadAsync(app);

        Assert.Equal("today", string.Join(' ', morning.Accounts.Select(row => row.Account.Id)));
        Assert.Equal("snoozed", string.Join(' ', morning.Waiting.Select(waiting => waiting.Account.Id)));
        Assert.Equal((1, 1, 1), (morning.NeedToday, morning.Later, morning.Done));
        Assert.Null(morning.Accounts[0].Next?.Cta);
        Assert.Equal(50_000, morning.AtRisk.Single().Amount / (decimal)morning.Accounts[0].Prediction.Probability, 0);
    }

    [Fact]
    public async Task The_next_step_is_the_apps_own_CTA_and_one_of_the_CRM_about_a_risk_only_where_there_is_none()
    {
        await using var app = await RunningApp.StartAsync();
        var other = CtaCalls.Told("crm-1", Some.DaysAgo(40)) with
        {
            DueDate = Some.DaysAgo(3),
            Type = CtaType.Objective,
        };
        var overdue = other with { Type = CtaType.Risk };
        await PredictAsync(app, Account("own", "kim", 50_000) with { Ctas = [overdue] }, withCta: true);
        await PredictAsync(app, Account("told", "kim", 40_000) with { Ctas = [overdue] });
        await PredictAsync(app, Account("other", "kim", 30_000) with { Ctas = [other] });
        app.Clock.Advance(TimeSpan.FromDays(4));

        var steps = (await ReadAsync(app)).Accounts.ToDictionary(row => row.Account.Id, row => row.Next!);

        Assert.True(steps["own"].IsOwn);
        Assert.NotEqual(overdue.DueDate, steps["own"].DueDate);
        Assert.Equal((false, overdue.DueDate), (steps["told"].IsOwn, steps["told"].DueDate));
        Assert.Null(steps["other"].Cta);
        Assert.True(steps["other"].DueDate > Some.Now);
    }

    [Fact]
    public async Task Only_mine_are_those_of_one_owner_and_time_for_two_shows_two()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var id in (string[])["a", "b", "c"])
        {
            await PredictAsync(app, Account(id, "kim", 10_000));
        }

        await PredictAsync(app, Account("d", "lee", 90_000));

        var mine = await ReadAsync(app, new MorningQuery("kim", Rows: 2));

        Assert.Equal((3, 2), (mine.NeedToday, mine.Accounts.Count));
        Assert.DoesNotContain(mine.Accounts, row => row.Account.Id == "d");
        Assert.Equal("d", (await ReadAsync(app)).Accounts[0].Account.Id);
    }

    [Fact]
    public async Task Each_currency_is_summed_by_itself_and_who_pays_an_unknown_sum_is_counted()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, Account("e1", "kim", 100_000));
        await PredictAsync(app, Account("e2", "kim", 50_000));
        await PredictAsync(app, Account("u", "kim", 70_000, "USD"));
        await PredictAsync(app, Account("x", "kim", null));

        var morning = await ReadAsync(app);

        Assert.Equal(["EUR", "USD"], morning.AtRisk.Select(sum => sum.Currency!));
        Assert.Equal([2, 1], morning.AtRisk.Select(sum => sum.Accounts));
        Assert.Equal((4, 1), (morning.NeedToday, morning.OfUnknownRevenue));
        Assert.Matches(
            "^€[0-9]+k and \\$[0-9]+k at risk among them, and 1 account of unknown revenue$",
            WriteSummary.AtRisk(morning.AtRisk, morning.OfUnknownRevenue, morning.HasMore)
        );
    }

    [Fact]
    public async Task An_account_whose_risk_rose_overnight_has_moved_and_says_from_what()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, Some.KnownAccount() with { AccountId = "a", OwnerId = "kim" });
        await PredictAsync(app, Account("b", "kim", 10_000));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await PredictAsync(app, Account("a", "kim", 10_000));

        var moved = Assert.Single((await ReadAsync(app)).Moved);

        Assert.Equal("a", moved.Account.Id);
        Assert.True(moved.Before < moved.Prediction.RiskCategory);
        Assert.NotNull(moved.Change.Reason);

        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await ReadAsync(app)).Moved);
        Assert.Single((await ReadAsync(app, new MorningQuery(null, MovedWithinDays: 3))).Moved);
    }

    [Fact]
    public async Task An_account_that_recovered_overnight_is_told_for_a_day_to_its_owner_too()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, Account("a", "kim", 10_000));
        await PredictAsync(app, Account("gone", "kim", 10_000));
        app.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var id in (string[])["a", "gone"])
        {
            await PredictAsync(app, Some.KnownAccount() with { AccountId = id, OwnerId = "kim", Ctas = [] });
        }

        await app.PutAsync(Some.KnownAccount() with { AccountId = "gone", OwnerId = "kim", Archived = true });

        var moved = Assert.Single((await ReadAsync(app)).Moved);

        Assert.Equal("a", moved.Account.Id);
        Assert.True(moved.Before >= RiskCategory.High && moved.Prediction.RiskCategory < RiskCategory.High);
        Assert.True(moved.Change.Points < 0);
        Assert.Single((await ReadAsync(app, new MorningQuery("kim"))).Moved);
        Assert.Empty((await ReadAsync(app, new MorningQuery("lee"))).Moved);
        Assert.Contains("recovered:", (await app.GetAsync(PagePath.Home)).Is(200).Body, StringComparison.Ordinal);

        // The next night tells it no more, and whoever asks for three days still hears of it.
        app.Clock.Advance(TimeSpan.FromDays(2));
        await PredictAsync(app, Some.KnownAccount() with { AccountId = "a", OwnerId = "kim", Ctas = [] });
        Assert.Empty((await ReadAsync(app)).Moved);
        Assert.Single((await ReadAsync(app, new MorningQuery(null, MovedWithinDays: 3))).Moved);
    }

    [Fact]
    public async Task A_recovered_account_is_listed_for_eight_days_or_until_it_is_at_risk_again()
    {
        await using var app = await RunningApp.StartAsync();
        var well = Some.KnownAccount() with { AccountId = "a", OwnerId = "kim", Ctas = [] };
        await PredictAsync(app, Account("a", "kim", 10_000));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await PredictAsync(app, well);
        Assert.Single(Recovered(app));

        app.Clock.Advance(TimeSpan.FromDays(1));
        await PredictAsync(app, Account("a", "kim", 10_000));
        Assert.Empty(Recovered(app));

        app.Clock.Advance(TimeSpan.FromDays(1));
        await PredictAsync(app, well);
        app.Clock.Advance(TimeSpan.FromDays(7));
        await PredictAsync(app, well);
        Assert.Single(Recovered(app));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await PredictAsync(app, well);
        Assert.Empty(Recovered(app));
    }

    private static IEnumerable<string> Recovered(RunningApp app) =>
        app.Dump(withBodies: false).Where(row => row.Contains(" f~", StringComparison.Ordinal));

    [Fact]
    public async Task An_account_that_has_left_since_is_not_called_and_the_next_takes_its_place()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, Account("gone", "kim", 900_000));
        await PredictAsync(app, Account("stays", "kim", 10_000));
        await app.PutAsync(Account("gone", "kim", 900_000) with { Archived = true });

        var morning = await ReadAsync(app, new MorningQuery(null, Rows: 1));

        Assert.Equal("stays", Assert.Single(morning.Accounts).Account.Id);
        Assert.Equal(1, morning.NeedToday);
    }

    [Fact]
    public async Task A_large_portfolio_is_not_counted_to_its_end()
    {
        await using var app = await RunningApp.StartAsync();
        var accounts = Enumerable.Range(0, 220).Select(i => Account($"a{i:D3}", "kim", i < 150 ? 1_000 + i : null));
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], CancellationToken.None));
        await app.RunNightAsync();

        var morning = await ReadAsync(app);

        Assert.True(morning.HasMore);
        Assert.InRange(morning.NeedToday + morning.Later + morning.Done + morning.Waiting.Count, 150, 150);
        Assert.StartsWith("150 or more", WriteSummary.NeedToday(150, morning.HasMore), StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_predictions_turned_out_is_told_once_there_are_outcomes_enough()
    {
        await using var app = await RunningApp.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await app.PutAsync(Account($"a{i:D2}", "kim", 1_000));
            (await app.PredictAsync($"a{i:D2}")).Is(200);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var outcome = i < 21 ? "CHURNED" : "RENEWED";
            (
                await app.PostAsync(
                    RunningApp.Account($"a{i:D2}", "outcomes"),
                    $$"""{"outcome":"{{outcome}}","occurredAt":"{{app.Clock.GetUtcNow():O}}"}"""
                )
            ).Is(201);
        }

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.RunNightAsync();
        Assert.Equal(0, (await ReadAsync(app)).LastRun!.Track.Settled);
        // Who left is known at once and who stayed only then, so that before it departures would be too many.
        app.Clock.Advance(TimeSpan.FromDays(90));
        await app.RunNightAsync();

        var track = (await ReadAsync(app)).LastRun!.Track;

        Assert.Equal(30, track.Settled);
        Assert.Equal((30, 21), (track.High.Count + track.Critical.Count, track.High.Left + track.Critical.Left));
        Assert.Contains(", 21 left.", WriteSummary.Trust(track), StringComparison.Ordinal);
    }

    private static Task<MorningView> ReadAsync(RunningApp app, MorningQuery? query = null) =>
        app.Service<ReadMorning>().RunAsync(RunningApp.Tenant, query ?? new MorningQuery(null), CancellationToken.None);

    private static async Task PredictAsync(RunningApp app, AccountFacts facts, bool withCta = false)
    {
        await app.PutAsync(facts);
        (await app.PredictAsync(facts.AccountId, options: """{"forceRefresh":true}""")).Is(200);
        if (withCta)
        {
            var made = await app.PostAsync(
                RunningApp.Account(facts.AccountId, "generate-cta"),
                """{"predictionType":"CHURN"}"""
            );
            Assert.Equal(201, made.Status);
        }
    }

    private static async Task PatchAsync(RunningApp app, string accountId, string change)
    {
        var cta = (await app.GetAsync(RunningApp.Account(accountId, "ctas"))).Items("data").Single();
        var path = RunningApp.Account(accountId, $"ctas/{cta.GetProperty("id").GetString()}");
        (await app.SendAsync(HttpMethod.Patch, path, change)).Is(200);
    }

    private static AccountFacts Account(string id, string owner, decimal? revenue, string currency = "EUR") =>
        AtRisk with
        {
            AccountId = id,
            OwnerId = owner,
            AnnualRevenue = revenue,
            Ctas = [],
            Subscription = new Subscription(null, null, null, null, null, currency, null),
        };
}
