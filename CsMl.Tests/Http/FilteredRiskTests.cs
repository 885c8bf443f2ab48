using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Consistency;
using CsMl.Local.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Http;

/// <summary>The list of accounts at risk by what a Customer Success team looks for, and batches by the same.</summary>
public sealed class FilteredRiskTests
{
    private const string All = "high-risk?minProbability=0&limit=100";

    private static AccountFacts AtRisk { get; } =
        SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");

    /// <summary>A filter, and the accounts of <see cref="StartAsync"/> that pass it.</summary>
    public static TheoryData<string, string> Filters =>
        new()
        {
            { "ownerId=kim", "a c" },
            { "ownerId=nobody", "" },
            { "minRevenue=50000", "a b" },
            { "minRevenue=50000.01", "a" },
            { "renewalWithinDays=30", "a" },
            { "renewalWithinDays=120", "a b" },
            { "renewalFromDays=90&renewalWithinDays=120", "b" },
            { "renewalFromDays=31", "b c" },
            { "lifecycle=notice", "d" },
            { "lifecycle=customer", "a b c" },
            { "ownerId=kim&renewalWithinDays=400&minRevenue=1", "a" },
        };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Only_what_passes_is_listed_and_scored_by_a_batch(string filter, string expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, Ids(await app.GetAsync(RunningApp.Portfolio($"{All}&{filter}"))));

        var fields = filter.Split('&').Select(part => part.Split('='));
        var json = string.Join(
            ',',
            fields.Select(f => $"\"{f[0]}\":{(double.TryParse(f[1], out _) ? f[1] : $"\"{f[1]}\"")}")
        );
        app.Clock.Advance(TimeSpan.FromDays(1));
        var run = await app.WhenOverAsync(
            (await app.PostAsync(RunningApp.Portfolio("batch-predict"), $$"""{"maxAccounts":100,{{json}}}""")).Is(202)
        );
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            run.At("data.counts.accounts").GetInt32()
        );
    }

    [Fact]
    public async Task Each_comes_with_its_owner_money_renewal_CTA_and_how_it_moved()
    {
        await using var app = await StartAsync();
        (await app.PostAsync(RunningApp.Account("a", "generate-cta"), """{"predictionType":"CHURN"}""")).Is(201);
        var before = (await app.GetAsync(RunningApp.Account("a", "churn-risk"))).At("data.probability").GetDouble();
        app.Clock.Advance(TimeSpan.FromDays(8));
        await app.PutAsync(Account("a", "kim", 100_000, 10) with { HealthScore = 90 });
        var now = (await app.PredictAsync("a", options: """{"forceRefresh":true}"""))
            .Is(200)
            .At("data.probability")
            .GetDouble();

        var listed = (await app.GetAsync(RunningApp.Portfolio(All))).Is(200).Items("data");
        var a = listed.Single(item => item.GetProperty("account").GetProperty("id").GetString() == "a");

        JsonShape.Is(a, Shapes.HighRisk);
        JsonShape.Is(a.GetProperty("account"), Shapes.AccountGlance);
        Assert.Equal("kim", a.GetProperty("account").GetProperty("ownerId").GetString());
        Assert.Equal("EUR", a.GetProperty("account").GetProperty("currency").GetString());
        Assert.Equal(Math.Round(100_000 * (decimal)now, 2), a.GetProperty("revenueAtRisk").GetDecimal());
        Assert.Equal("RISK", a.GetProperty("openCta").GetProperty("type").GetString());
        var change = a.GetProperty("change");
        Assert.Equal(before, change.GetProperty("probability").GetDouble());
        Assert.Equal(100 * (now - before), change.GetProperty("points").GetDouble(), 2);
        Assert.NotEqual("", change.GetProperty("reason").GetString());
        Assert.Equal(Some.Now, change.GetProperty("since").GetDateTimeOffset());
        var b = listed.Single(item => item.GetProperty("account").GetProperty("id").GetString() == "b");
        Assert.Equal(0, b.GetProperty("change").GetProperty("points").GetDouble());
        Assert.Equal(JsonValueKind.Null, b.GetProperty("openCta").ValueKind);
    }

    [Fact]
    public async Task One_whose_category_moved_is_found_by_when_it_did()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.PutAsync(Some.KnownAccount() with { AccountId = "a", CreatedAt = Some.DaysAgo(900) });
        (await app.PredictAsync("a", options: """{"forceRefresh":true}""")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal("a", Ids(await app.GetAsync(RunningApp.Portfolio(All + "&changedSinceDays=5"))));
        Assert.Equal("", Ids(await app.GetAsync(RunningApp.Portfolio(All + "&changedSinceDays=1"))));
    }

    [Fact]
    public async Task By_revenue_at_risk_the_dearest_comes_first_whatever_its_probability_is()
    {
        await using var app = await StartAsync();
        const string Sorted = "high-risk?minProbability=0&sort=revenueAtRisk";

        Assert.Equal("a b", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted)), inOrder: true));

        await app.PutAsync(Account("b", "lee", 500_000, 100));
        (await app.PredictAsync("b", options: """{"forceRefresh":true}""")).Is(200);
        Assert.Equal("b a", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted)), inOrder: true));
        var first = (await app.GetAsync(RunningApp.Portfolio(Sorted + "&limit=1"))).Is(200);
        var next = await app.GetAsync(first.Text("nextLink")!);
        Assert.Equal(("b", "a"), (Ids(first), Ids(next)));

        // One that has recovered is no longer there, and the store agrees with itself.
        await app.PutAsync(Some.KnownAccount() with { AccountId = "b" });
        (await app.PredictAsync("b", options: """{"forceRefresh":true}""")).Is(200);
        Assert.Equal("a", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted))));
        var found = new List<Contradiction>();
        var check = ActivatorUtilities.CreateInstance<CheckStore>(app.Services);
        await foreach (var contradiction in check.RunAsync([RunningApp.Tenant], CancellationToken.None))
        {
            found.Add(contradiction);
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task Currencies_stand_one_after_the_other_and_can_be_asked_for_by_themselves()
    {
        await using var app = await StartAsync();
        await PredictAsync(app, Account("j", "kim", 9_000_000, 20), "JPY");
        await PredictAsync(app, Account("n", "kim", 7, 20), currency: null);
        const string Sorted = "high-risk?minProbability=0&sort=revenueAtRisk";

        Assert.Equal("a b j n", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted)), inOrder: true));
        Assert.Equal("a b", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted + "&currency=EUR")), inOrder: true));
        Assert.Equal("j", Ids(await app.GetAsync(RunningApp.Portfolio(All + "&currency=JPY"))));
        Assert.Equal("n", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted + "&currency=XXX"))));
        Assert.Equal("", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted + "&currency=USD"))));

        var (found, page) = (new List<string>(), RunningApp.Portfolio(Sorted + "&limit=1"));
        while (page is not null)
        {
            var answer = await app.GetAsync(page);
            found.Add(Ids(answer));
            page = answer.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        Assert.Equal("a b j n", string.Join(' ', found));

        // Another currency moves the account, and leaves nothing behind.
        await PredictAsync(app, Account("j", "kim", 60_000, 20), "EUR");
        Assert.Equal("a j b n", Ids(await app.GetAsync(RunningApp.Portfolio(Sorted)), inOrder: true));
    }

    [Theory]
    [InlineData("currency=eur", "currency")]
    [InlineData("currency=EURO", "currency")]
    [InlineData("sort=money", "sort")]
    [InlineData("minRevenue=-1", "minRevenue")]
    [InlineData("renewalWithinDays=x", "renewalWithinDays")]
    [InlineData("renewalFromDays=5&renewalWithinDays=4", "renewalFromDays")]
    [InlineData("lifecycle=gone", "lifecycle")]
    [InlineData("changedSinceDays=0", "changedSinceDays")]
    [InlineData("owner=kim", "owner")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync(RunningApp.Portfolio("high-risk?" + query))).IsProblem(400, "INVALID_REQUEST", field);
    }

    /// <summary>Four accounts at high risk: b's revenue is the smaller one, c's is unknown, d is under notice.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutAsync(Account("a", "kim", 100_000, 20));
        await app.PutAsync(Account("b", "lee", 50_000, 100));
        await app.PutAsync(Account("c", "kim", null, 300));
        await app.PutAsync(
            Account("d", "lee", null, null) with
            {
                Subscription = new Subscription(null, null, null, null, null, null, null)
                {
                    NoticeAt = Some.DaysAgo(1),
                },
            }
        );
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            (await app.PredictAsync(id)).Is(200);
        }

        return app;
    }

    private static async Task PredictAsync(RunningApp app, AccountFacts facts, string? currency)
    {
        var subscription = facts.Subscription! with { Currency = currency };
        await app.PutAsync(facts with { Subscription = subscription });
        (await app.PredictAsync(facts.AccountId, options: """{"forceRefresh":true}""")).Is(200);
    }

    private static AccountFacts Account(string id, string owner, decimal? revenue, int? renewalInDays) =>
        AtRisk with
        {
            AccountId = id,
            OwnerId = owner,
            AnnualRevenue = revenue,
            Ctas = [],
            RenewalDate = renewalInDays is { } days ? Some.Now.AddDays(days) : null,
            Subscription = new Subscription(null, null, null, null, null, "EUR", null),
        };

    private static string Ids(HttpAnswer answer, bool inOrder = false)
    {
        var ids = answer.Is(200).Items("data").Select(i => i.GetProperty("account").GetProperty("id").GetString()!);
        return string.Join(' ', inOrder ? ids : ids.Order(StringComparer.Ordinal));
    }
}
