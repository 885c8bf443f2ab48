using CsMl.Core.Accounts;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>Accounts that said that they leave, and those that renewed, over HTTP.</summary>
public sealed class NoticeTests
{
    private static readonly string HighRisk = RunningApp.Portfolio("high-risk?limit=100&minProbability=");

    private static readonly Subscription Nothing = new(null, null, null, null, null, null, null);

    [Fact]
    public async Task An_account_under_notice_is_listed_and_gets_a_CTA_whatever_its_probability()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var (id, end) in ((string, int)[])[("soon", 60), ("later", 300)])
        {
            await app.PutAsync(
                Some.KnownAccount().WithHealth(95) with
                {
                    AccountId = id,
                    Subscription = Nothing with { NoticeAt = Some.DaysAgo(3), EndDate = Some.Now.AddDays(end) },
                }
            );
        }

        await app.PutAsync(
            Some.Account("unknown") with
            {
                Subscription = Nothing with { Status = "NON_RENEWING", EndDate = Some.Now.AddDays(300) },
            }
        );
        await app.PutSampleAsync(accounts: 40);
        await app.PutAsync(Some.KnownAccount());

        await app.RunNightAsync();

        var soon = (await app.PredictAsync("soon")).Is(200);
        Assert.Equal(("critical", "notice"), (soon.Text("data.riskCategory"), soon.Text("data.lifecycle")));
        Assert.Equal(
            "Gave notice on 1 March 2026; the contract ends on 3 May 2026",
            soon.Text("data.primaryChurnDrivers[0]")
        );
        Assert.InRange((await app.PredictAsync("later")).Number("data.probability"), 0.01, 0.59);
        Assert.InRange((await app.PredictAsync("unknown")).Number("data.confidence"), 0, 0.49);
        await AssertListedAsync(app);
        // They are no part of the accuracy: 40 of the sample and one that said nothing.
        Assert.Equal(41, (await CountsAsync(app)).Total);
        // A notice that is taken back.
        await app.PutAsync(Some.KnownAccount().WithHealth(95) with { AccountId = "later" });
        (await app.PredictAsync("later", options: """{"forceRefresh":true}""")).Is(200);
        var after = (await app.GetAsync(HighRisk + "0.6")).Items("data").Select(ScoredPortfolio.Id);
        Assert.DoesNotContain("later", after);
    }

    [Fact]
    public async Task A_renewal_ends_a_notice_and_the_next_run_predicts_anew_though_the_facts_lag()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(
            Some.KnownAccount().WithHealth(95) with
            {
                Subscription = Nothing with { Status = "NON_RENEWING", EndDate = Some.Now.AddDays(300) },
            }
        );
        await BatchAsync("scored");
        await BatchAsync("cached");
        Assert.Equal(1, (await app.GetAsync(HighRisk + "0.99")).At("count").GetInt32());

        var told = await app.PostAsync(
            RunningApp.Account("acme", "outcomes"),
            """{"outcome":"RENEWED","renewedUntil":"2028-01-01"}"""
        );

        Assert.Equal("customer", told.Is(201).Text("data.lifecycle"));
        Assert.Equal(0, (await app.GetAsync(HighRisk + "0.99")).At("count").GetInt32());
        await BatchAsync("scored");
        Assert.Equal("customer", (await app.PredictAsync("acme")).Text("data.lifecycle"));
        Assert.DoesNotContain(app.Dump(), row => row.Contains(" n~", StringComparison.Ordinal));

        async Task BatchAsync(string counted)
        {
            var batch = (await app.PostAsync(RunningApp.Portfolio("batch-predict"))).Is(202);
            Assert.Equal(1, (await app.WhenOverAsync(batch)).At("data.counts." + counted).GetInt32());
        }
    }

    [Fact]
    public async Task An_account_under_notice_leaves_the_list_when_its_contract_ends_whether_or_not_anyone_writes()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(
            Some.KnownAccount() with
            {
                Subscription = Nothing with { NoticeAt = Some.DaysAgo(3), EndDate = Some.Now.AddDays(10) },
            }
        );
        (await app.PredictAsync("acme")).Is(200);
        Assert.Equal(1, (await app.GetAsync(HighRisk + "0.6")).At("count").GetInt32());

        app.Clock.Advance(TimeSpan.FromDays(10));

        Assert.Equal(0, (await app.GetAsync(HighRisk + "0.6")).At("count").GetInt32());
        (await app.PredictAsync("acme")).IsProblem(409, "ACCOUNT_HAS_LEFT");
    }

    [Fact]
    public async Task A_renewal_silences_the_one_that_is_due_and_closes_the_CTA_that_prepares_it()
    {
        await using var app = await RunningApp.StartAsync(
            ("Predictions:Risk:High", "0.99"),
            ("Predictions:Risk:Critical", "0.999")
        );
        var facts = CtaCalls.AtRisk with { RenewalDate = Some.Now.AddDays(20), Subscription = null };
        var cta = await CtaCalls.MakeAsync(app, facts);
        Assert.Equal("LIFECYCLE", (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.type"));
        Assert.Contains("Renewal is due in 20 days", (await app.PredictAsync("123")).Body, StringComparison.Ordinal);

        var told = await app.PostAsync(
            RunningApp.Account("123", "outcomes"),
            """{"outcome":"RENEWED","occurredAt":"2026-03-04","renewedUntil":"2026-06-30"}"""
        );

        Assert.Equal("2026-06-30T00:00:00Z", told.Is(201).Text("data.renewedUntil"));
        var again = (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        Assert.DoesNotContain("due in 20 days", again.Body, StringComparison.Ordinal);
        Assert.Contains("Renewal is due in 118 days, on 30 June 2026", again.Body, StringComparison.Ordinal);
        // The next one is near as well, so the CTA stays; with a term of a year it does not.
        Assert.Equal("OPEN", (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.status"));
        await app.PostAsync(
            RunningApp.Account("123", "outcomes"),
            """{"outcome":"RENEWED","occurredAt":"2026-03-04","renewedUntil":"2027-03-31"}"""
        );
        var closed = (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Is(200);
        Assert.Equal(
            ("CANCELLED", "The renewal on 4 March 2026 is on record."),
            (closed.Text("data.status"), closed.Text("data.events[0].why"))
        );
    }

    private static async Task AssertListedAsync(RunningApp app)
    {
        foreach (var minimum in (string[])["0.6", "0.99", "0.2"])
        {
            var listed = (await app.GetAsync(HighRisk + minimum)).Is(200).Items("data");
            Assert.Equal(
                ["later", "soon", "unknown"],
                listed
                    .Where(item => item.GetProperty("account").GetProperty("lifecycle").GetString() == "notice")
                    .Select(ScoredPortfolio.Id)
                    .Order()
            );
            Assert.Equal(
                listed.Select(ScoredPortfolio.Probability).OrderDescending(),
                listed.Select(ScoredPortfolio.Probability)
            );
        }

        var paged = await ScoredPortfolio.PagesAsync(app, "?minProbability=0.6&limit=2");
        Assert.Equal(paged.Count, paged.Select(ScoredPortfolio.Id).Distinct().Count());
        Assert.Contains("later", paged.Select(ScoredPortfolio.Id));
        foreach (var id in (string[])["soon", "later", "unknown"])
        {
            var cta = (await app.GetAsync(RunningApp.Account(id, "ctas"))).Is(200);
            Assert.Equal(("RISK", "OPEN"), (cta.Text("data[0].type"), cta.Text("data[0].status")));
            Assert.Contains(cta.Text("data[0].priority"), (string[])["HIGH", "CRITICAL"]);
            Assert.StartsWith("Save the account: ", cta.Text("data[0].title"), StringComparison.Ordinal);
        }
    }
}
