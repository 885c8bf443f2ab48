using CsMl.Core.Accounts;
using CsMl.Local.Sample;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>Who can still leave, over HTTP: in answers, runs, lists and CTAs.</summary>
public sealed class LifecycleTests
{
    private static readonly string HighRisk = RunningApp.Portfolio("high-risk?limit=100&minProbability=");

    private static readonly Subscription Nothing = new(null, null, null, null, null, null, null);

    public static TheoryData<string, string, string> NoCustomers =>
        new()
        {
            { """{"name":"Acme","type":"CHURNED"}""", "ACCOUNT_HAS_LEFT", "The CRM lists the account as churned" },
            { """{"name":"Acme","archived":true}""", "ACCOUNT_HAS_LEFT", "The account is archived in the CRM" },
            {
                """{"name":"Acme","subscription":{"status":"cancelled","endDate":"2026-02-10"} }""",
                "ACCOUNT_HAS_LEFT",
                "The subscription ended on 10 February 2026"
            },
            { """{"name":"Acme","type":"PROSPECT"}""", "NOT_A_CUSTOMER", "The CRM lists the account as a prospect" },
            {
                """{"name":"Acme","type":"COMPETITOR"}""",
                "NOT_A_CUSTOMER",
                "The CRM lists the account as a competitor"
            },
        };

    [Theory]
    [MemberData(nameof(NoCustomers))]
    public async Task Of_who_cannot_leave_no_churn_is_predicted_and_the_answer_says_why(
        string facts,
        string code,
        string reason
    )
    {
        var state = code == "NOT_A_CUSTOMER" ? "notCustomer" : "left";
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(RunningApp.Account("acme", "context"), facts)).Is(200);

        foreach (var type in (string[])["CHURN", "EXPANSION", "ENGAGEMENT_DECLINE"])
        {
            AssertRefused(await app.PredictAsync("acme", type));
        }

        AssertRefused(await app.GetAsync(RunningApp.Account("acme", "churn-risk")));
        AssertRefused(await app.PostAsync(RunningApp.Account("acme", "generate-cta")));
        var health = (await app.GetAsync(RunningApp.Account("acme", "health-insights"))).Is(200);
        Assert.Equal(state, health.Text("data.lifecycle"));
        (await app.PredictAsync("acme", "HEALTH_TREND")).Is(200);
        var context = (await app.GetAsync(RunningApp.Account("acme", "context"))).Is(200);
        Assert.Equal((state, reason), (context.Text("data.lifecycle"), context.Text("data.lifecycleReason")));

        void AssertRefused(HttpAnswer answer)
        {
            answer.IsProblem(409, code);
            Assert.Equal((state, reason), (answer.Text("lifecycle"), answer.Text("reason")));
            Assert.Contains(reason, answer.Text("detail"), StringComparison.Ordinal);
            Assert.Equal(
                facts.Contains("endDate", StringComparison.Ordinal) ? "2026-02-10T00:00:00Z" : null,
                answer.Text("since")
            );
        }
    }

    [Fact]
    public async Task Of_250_that_have_left_and_20_at_risk_the_20_get_the_nights_CTAs()
    {
        await using var app = await RunningApp.StartAsync();
        var (left, live) = (Accounts("left", 250), Accounts("live", 20));
        await app.Index.PutManyAsync(RunningApp.Tenant, [.. left, .. live], default);
        // All of them were at risk before the most of them left.
        var batch = await app.PostAsync(RunningApp.Portfolio("batch-predict"), """{"maxAccounts":1000}""");
        await app.WhenOverAsync(batch.Is(202));
        await app.Index.PutManyAsync(
            RunningApp.Tenant,
            [.. left.Select(a => a with { Type = AccountType.Churned, HealthScore = 3 })],
            default
        );
        Assert.Equal(20, (await app.GetAsync(HighRisk + "0")).Is(200).At("count").GetInt32());

        var run = await app.RunNightAsync();

        Assert.Equal((20, 250), (Count("scored"), Count("notScored")));
        Assert.Equal((270, 20), (Count("accounts"), Count("ctasCreated")));
        Assert.Equal(1, run.Number("data.progress"));
        foreach (var account in live)
        {
            Assert.Single((await app.GetAsync(RunningApp.Account(account.AccountId, "ctas?type=RISK"))).Items("data"));
        }

        // Their rows are gone from the index, their departures are on record, and a second night finds nothing to do.
        Assert.Equal(20, Rows(app, " r~CHURN~"));
        Assert.Equal(250, Rows(app, " o~left"));
        Assert.Equal(250, (await CountsAsync(app)).Validated);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        Assert.Equal(250, Rows(app, " o~left"));

        int Count(string name) => run.At("data.counts." + name).GetInt32();

        static IReadOnlyList<AccountFacts> Accounts(string name, int count) =>
            [.. Enumerable.Range(0, count).Select(i => CtaCalls.AtRisk with { AccountId = $"{name}{i}" })];
    }

    [Fact]
    public async Task CTAs_for_the_portfolio_pass_over_those_that_left_since_their_prediction()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var i in Enumerable.Range(0, 12))
        {
            await app.PutAsync(CtaCalls.AtRisk with { AccountId = $"a{i}" });
            (await app.PredictAsync($"a{i}")).Is(200);
            if (i < 9)
            {
                await app.PutAsync(CtaCalls.AtRisk with { AccountId = $"a{i}", Archived = true });
            }
        }

        var made = (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":3}""")).Is(200);

        Assert.Equal((3, 0), (made.At("generated").GetInt32(), made.At("skipped").GetInt32()));
    }

    [Fact]
    public async Task A_departure_that_is_recorded_closes_the_CTAs_and_a_renewal_brings_the_account_back()
    {
        await using var app = await RunningApp.StartAsync();
        var cta = await CtaCalls.MakeAsync(app, CtaCalls.AtRisk with { Type = AccountType.Customer });
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await ListedAsync());

        var told = (await TellAsync(app, "CHURNED", Some.Now.AddDays(1), "123")).Is(201);

        Assert.Equal("left", told.Text("data.lifecycle"));
        Assert.Equal(0, await ListedAsync());
        var closed = (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Is(200);
        Assert.Equal(
            ("CANCELLED", "Its departure on 5 March 2026 is on record."),
            (closed.Text("data.status"), closed.Text("data.events[0].why"))
        );
        // A CRM that still lists a customer revives nobody.
        await app.PutAsync(CtaCalls.AtRisk with { Type = AccountType.Customer, HealthScore = 41 });
        var refused = (await app.PredictAsync("123")).IsProblem(409, "ACCOUNT_HAS_LEFT");
        Assert.Equal("2026-03-05T09:30:00Z", refused.Text("since"));
        Assert.Equal(0, await ListedAsync());

        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(
            "customer",
            (await TellAsync(app, "RENEWED", Some.Now.AddDays(3), "123")).Is(201).Text("data.lifecycle")
        );
        Assert.Equal(1, await ListedAsync());
        (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        // A departure is no recovery, so only the week since the last CTA is waited for.
        app.Clock.Advance(TimeSpan.FromDays(5));
        (await CtaCalls.GenerateAsync(app)).Is(201);

        async Task<int> ListedAsync() => (await app.GetAsync(HighRisk + "0")).Is(200).At("count").GetInt32();
    }

    [Fact]
    public async Task A_later_start_of_the_subscription_brings_it_back_and_its_predictions_count_again()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(5));
        (await TellAsync(app, "CHURNED", Some.Now.AddDays(4))).Is(201);
        await app.RunNightAsync();
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.PutAsync(
            Some.KnownAccount() with
            {
                Subscription = Nothing with { StartDate = Some.Now.AddDays(30), Status = "active" },
            }
        );

        (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);

        app.Clock.Advance(TimeSpan.FromDays(90));
        (await app.PostAsync(Validate)).Is(200);
        var listed = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        Assert.Equal(["RETAINED", "CHURNED"], listed.Items("data").Select(Word));
    }

    [Fact]
    public async Task A_departure_long_ago_with_a_renewal_since_closes_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        (await TellAsync(app, "RENEWED", Some.Now.AddDays(-5), "123")).IsProblem(404, "ACCOUNT_NOT_FOUND");
        var cta = await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        (await TellAsync(app, "RENEWED", Some.Now.AddDays(-50), "123")).Is(201);

        var told = (await TellAsync(app, "CHURNED", Some.Now.AddDays(-400), "123")).Is(201);

        Assert.Equal("customer", told.Text("data.lifecycle"));
        Assert.Equal("OPEN", (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.status"));
    }

    [Theory]
    [InlineData("""{"outcome":"CHURNED","renewedUntil":"2027-01-01"}""")]
    [InlineData("""{"outcome":"EXPANDED","renewedUntil":"2027-01-01"}""")]
    [InlineData("""{"outcome":"RENEWED","occurredAt":"2026-03-01","renewedUntil":"2026-02-28"}""")]
    [InlineData("""{"outcome":"RENEWED","renewedUntil":"2026-03-04"}""")]
    [InlineData("""{"outcome":"RENEWED","renewedUntil":"next year"}""")]
    public async Task An_end_of_a_term_that_cannot_be_is_refused(string body)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        var before = app.Dump();

        (await app.PostAsync(RunningApp.Account("acme", "outcomes"), body)).IsProblem(
            400,
            "INVALID_REQUEST",
            "renewedUntil"
        );
        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task The_night_closes_the_CTAs_of_an_account_that_left_by_its_facts()
    {
        await using var app = await RunningApp.StartAsync();
        var cta = await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        await app.PutAsync(CtaCalls.AtRisk with { Type = AccountType.Churned });

        await app.RunNightAsync();

        var closed = (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Is(200);
        Assert.Equal(
            ("CANCELLED", "The CRM lists the account as churned."),
            (closed.Text("data.status"), closed.Text("data.events[0].why"))
        );
    }

    [Fact]
    public async Task The_sample_has_departed_accounts_and_a_night_counts_them()
    {
        await using var app = await RunningApp.StartAsync();
        var sample = SamplePortfolio.Make(Some.Now);
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. sample], default));

        var run = await app.RunNightAsync();

        var left = sample.Count(Some.HasLeft);
        Assert.InRange(left, 1, 20);
        Assert.Equal(
            (left, 250 - left),
            (run.At("data.counts.notScored").GetInt32(), run.At("data.counts.scored").GetInt32())
        );
    }

    private static int Rows(RunningApp app, string key) =>
        app.Dump().Count(row => row.Contains(key, StringComparison.Ordinal));
}
