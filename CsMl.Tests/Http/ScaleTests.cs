using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using static CsMl.Tests.Http.ScaleCalls;

namespace CsMl.Tests.Http;

/// <summary>What makes the probabilities is changed: an expected rate, and thresholds.</summary>
public sealed class ScaleTests
{
    [Fact]
    public async Task A_dry_run_tells_what_becomes_of_the_accounts_and_stores_nothing()
    {
        await using var app = await NightAsync();
        var before = app.Dump();

        var dry = (await app.PutAsync(DryRun, Expect(0.05))).Is(200);

        Assert.Equal(before, app.Dump());
        Assert.True(dry.At("data.preview.changesScale").GetBoolean());
        Assert.Equal(
            ("default", "expected_rate"),
            (dry.Text("data.preview.standsOnBefore"), dry.Text("data.preview.standsOnAfter"))
        );
        var risks = await RisksAsync(app);
        Assert.Equal(risks.Count, dry.At("data.preview.accounts").GetInt32());
        Assert.Equal(0, dry.At("data.preview.unknown").GetInt32());
        Assert.Equal(Counts(risks.Values.Select(r => r.Category)), Counts(dry, "data.preview.before"));

        // It is what then happens.
        await PutAsync(app, Expect(0.05), version: 1);
        risks = await RisksAsync(app);
        Assert.Equal(Counts(risks.Values.Select(r => r.Category)), Counts(dry, "data.preview.after"));
        Assert.Equal(dry.Number("data.preview.meanAfter"), risks.Values.Average(r => r.Probability), 1e-4);
    }

    /// <summary>Accounts are scored again with the tenant's window, whatever window a caller had asked for.</summary>
    [Fact]
    public async Task A_dry_run_knows_over_how_many_days_each_account_was_predicted()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);
        (await app.PredictAsync("123", options: """{"predictionWindowDays":365}""")).Is(200);

        var dry = (await app.PutAsync(DryRun, Expect(0.1))).Is(200);

        await PutAsync(app, Expect(0.1), version: 1);
        var risks = (await RisksAsync(app)).Values;
        Assert.Equal(risks.Average(r => r.Probability), dry.Number("data.preview.meanAfter"), 1e-4);
    }

    [Fact]
    public async Task A_change_that_leaves_the_scale_as_it_is_scores_nothing_again()
    {
        await using var app = await NightAsync();

        var dry = (await app.PutAsync(DryRun, """{"ctas":{"cooldownDays":3}}""")).Is(200);
        var put = (await app.PutAsync(Address, """{"ctas":{"cooldownDays":3}}""")).Is(200);

        Assert.False(dry.At("data.preview.changesScale").GetBoolean());
        Assert.Equal(Counts(dry, "data.preview.before"), Counts(dry, "data.preview.after"));
        Assert.Equal(0, put.At("data.scale.version").GetInt32());
        (await app.GetAsync(Rescore(1))).IsProblem(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task Looking_further_ahead_is_another_scale_too()
    {
        await using var app = await NightAsync();
        var ctas = Rows(app, " c~");
        const string Year = """{"predictions":{"windowDays":365}}""";
        var dry = (await app.PutAsync(DryRun, Year)).Is(200);

        await PutAsync(app, Year, version: 1);

        var risks = (await RisksAsync(app)).Values;
        Assert.All(risks, risk => Assert.Equal(365, risk.WindowDays));
        Assert.Equal(dry.Number("data.preview.meanAfter"), risks.Average(risk => risk.Probability), 1e-4);
        Assert.Equal(ctas, Rows(app, " c~"));
    }

    [Fact]
    public async Task The_mean_probability_is_the_expected_rate_and_the_order_of_the_accounts_stays()
    {
        await using var app = await NightAsync();
        var before = await RisksAsync(app);

        await PutAsync(app, Expect(0.04), version: 1);

        var after = await RisksAsync(app);
        Assert.Equal(0.04, after.Values.Where(IsCustomer).Average(r => r.Probability), 1e-4);
        Assert.Equal(Ranked(before), Ranked(after));
        var status = (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Equal("expected_rate", status.Text("probabilities.standsOn"));
        Assert.Equal(0.04, status.Number("probabilities.expected.rate"));
        Assert.Equal(after.Values.Count(IsCustomer), status.Number("probabilities.expected.accounts"));

        // Taken back on the same day, every account has what it had.
        await PutAsync(app, Expect(null), version: 2);
        Assert.Equal(
            before.Values.Select(r => (r.AccountId, r.Probability)).Order(),
            (await RisksAsync(app)).Values.Select(r => (r.AccountId, r.Probability)).Order()
        );

        static IEnumerable<string> Ranked(Dictionary<string, ListedRisk> risks) =>
            risks.Values.Where(IsCustomer).OrderBy(r => r.Evidence!.Findings.Values.Sum()).Select(r => r.AccountId);
    }

    [Fact]
    public async Task No_CTA_is_made_raised_or_closed_because_of_it_and_nobody_is_told()
    {
        await using var app = await NightAsync();
        var (ctas, changes) = (Rows(app, " c~"), Rows(app, " y~"));
        Assert.NotEmpty(ctas);

        await PutAsync(app, Expect(0.01), version: 1);
        await PutAsync(app, """{"predictions":null,"risk":{"critical":0.05,"high":0.02,"medium":0.01}}""", version: 2);

        Assert.Equal(ctas, Rows(app, " c~"));
        Assert.Equal(changes, Rows(app, " y~"));
        Assert.DoesNotContain((await RisksAsync(app)).Values, r => r.Category == RiskCategory.Low);

        // The next night is one as any other: with these thresholds nearly everybody gets one.
        app.Clock.Advance(TimeSpan.FromDays(1));
        var night = await app.RunNightAsync();
        Assert.NotEqual(0, night.At("data.counts.ctasCreated").GetInt32());
        Assert.NotEqual(changes, Rows(app, " y~"));
    }

    [Fact]
    public async Task Nothing_is_news_of_an_account_because_of_it()
    {
        await using var app = await NightAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var changes = RunningApp.Portfolio("changes?limit=100");
        var before = (await app.GetAsync(changes)).Is(200).Body;
        app.Clock.Advance(TimeSpan.FromDays(2));

        await PutAsync(
            app,
            """{"predictions":{"expectedChurn":0.4},"risk":{"critical":0.3,"high":0.2,"medium":0.1}}""",
            version: 1
        );

        Assert.Equal(before, (await app.GetAsync(changes)).Is(200).Body);
        var listed = (await app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0&limit=50"))).Is(200);
        Assert.All(listed.Items("data"), row => Assert.Equal(JsonValueKind.Null, row.GetProperty("change").ValueKind));
        var moved = RunningApp.Portfolio("high-risk?minProbability=0&changedSinceDays=1");
        Assert.Empty((await app.GetAsync(moved)).Is(200).Items("data"));
        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("digest"))).Is(200).Items("data.moved"));
    }

    [Fact]
    public async Task A_prediction_asked_for_before_all_are_scored_again_changes_no_CTA_either()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateOnPredict", "true"));
        await app.PutAsync(CtaCalls.AtRisk);
        (await app.PredictAsync("123")).Is(200);
        var cta = Assert.Single(Rows(app, " c~"));
        await ChangeAsync(app, row => OnIntercept(row, -9));

        var low = (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal("low", low.Text("data.riskCategory"));
        Assert.Equal(cta, Assert.Single(Rows(app, " c~")));
    }

    [Fact]
    public async Task A_run_that_was_never_started_is_started_by_the_night_which_makes_no_CTA()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await ChangeAsync(app, row => OnIntercept(row, -1.2));

        var night = await app.RunNightAsync();

        Assert.Equal("completed", night.Text("data.state"));
        Assert.Equal(0, night.At("data.counts.ctasCreated").GetInt32());
        await app.WhenAsync(Rescore(1), RunningApp.IsOver);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(0, (await app.RunNightAsync()).At("data.counts.ctasCreated").GetInt32());
        (await app.GetAsync(Rescore(2))).IsProblem(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task A_configured_rate_waits_for_accounts_and_is_solved_once()
    {
        await using var app = await RunningApp.StartAsync(("Predictions:ExpectedChurn", "0.06"));
        var settings = (await app.GetAsync(Address)).Is(200);
        Assert.Equal("configured", settings.Text("data.predictions.expectedChurn.source"));
        Assert.Equal("default", settings.Text("data.scale.standsOn"));
        await app.PutSampleAsync();

        await app.RunNightAsync();
        await app.WhenAsync(Rescore(1), RunningApp.IsOver);

        var first = (await app.GetAsync(Address)).Is(200).At("data.scale").GetRawText();
        Assert.Equal(0.06, (await RisksAsync(app)).Values.Where(IsCustomer).Average(r => r.Probability), 1e-4);
        // Saving some accounts must not raise the others: another night solves nothing.
        foreach (var risk in (await RisksAsync(app)).Values.OrderByDescending(r => r.Probability).Take(20))
        {
            await app.Index.RemoveAsync(new AccountKey(RunningApp.Tenant, risk.AccountId), default);
        }

        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        Assert.Equal(first, (await app.GetAsync(Address)).Is(200).At("data.scale").GetRawText());
    }

    [Fact]
    public async Task Suggested_thresholds_keep_as_many_accounts_in_each_category()
    {
        await using var app = await NightAsync();
        var before = Counts((await RisksAsync(app)).Values.Select(r => r.Category));
        var dry = (await app.PutAsync(DryRun, Expect(0.03))).Is(200);
        Assert.NotEqual(before, Counts(dry, "data.preview.after"));

        var risk = dry.At("data.preview.suggestedThresholds").GetRawText();
        await PutAsync(app, $$"""{"predictions":{"expectedChurn":0.03},"risk":{{risk}}}""", version: 1);

        Assert.Equal(before, Counts((await RisksAsync(app)).Values.Select(r => r.Category)));
        // The list is cut where the tenant's high risk begins.
        var listed = (await app.GetAsync(RunningApp.Portfolio("high-risk?limit=100"))).Is(200).Items("data");
        Assert.Contains(listed, item => item.GetProperty("prediction").GetProperty("probability").GetDouble() < 0.6);
    }

    [Theory]
    [InlineData("""{"risk":null}""", false)]
    [InlineData("""{"risk":{"critical":0.9,"high":0.0002,"medium":0.0001}}""", true)]
    public async Task Accuracy_takes_for_predicted_what_is_at_high_risk_for_the_tenant(string settings, bool accurate)
    {
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(Address, settings)).Is(200);
        await app.PutAsync(Some.KnownAccount());
        Assert.InRange((await app.PredictAsync("acme")).Is(200).Number("data.probability"), 0.0002, 0.49);
        app.Clock.Advance(TimeSpan.FromDays(1));

        (await OutcomeCalls.TellAsync(app, "CHURNED", app.Clock.GetUtcNow())).Is(201);

        Assert.Equal(accurate, (await OutcomeCalls.ValidationAsync(app)).GetProperty("wasAccurate").GetBoolean());
    }

    [Theory]
    [InlineData("""{"predictions":{"expectedChurn":0}}""", "predictions.expectedChurn")]
    [InlineData("""{"predictions":{"expectedChurn":1}}""", "predictions.expectedChurn")]
    [InlineData("""{"predictions":{"expected":0.1}}""", "predictions.expected")]
    [InlineData("""{"learning":{"mode":"maybe"}}""", "learning.mode")]
    public async Task What_is_wrong_is_told_by_field_in_a_dry_run_too(string body, string field)
    {
        await using var app = await RunningApp.StartAsync();

        foreach (var path in new[] { Address, DryRun })
        {
            var answer = await app.PutAsync(path, body);
            answer.IsProblem(400, "INVALID_REQUEST");
            Assert.True(answer.At("errors").TryGetProperty(field, out _), answer.Body);
        }

        (await app.PutAsync(Address + "?dryRun=perhaps", "{}")).IsProblem(400, "INVALID_REQUEST");
    }

    private static async Task<RunningApp> NightAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.RunNightAsync();
        return app;
    }

    /// <summary>As if the process had been killed before it started the run.</summary>
    private static Task ChangeAsync(RunningApp app, Func<SettingsRow, SettingsRow> change) =>
        app.Service<TenantSettings>()
            .ChangeAsync(
                RunningApp.Tenant,
                _ => true,
                row => Task.FromResult<SettingsRow?>(change(row)),
                CancellationToken.None
            );

    /// <summary>The row as a change of the scale leaves it before it starts the run.</summary>
    private static SettingsRow OnIntercept(SettingsRow row, double intercept) =>
        row with
        {
            Settings = row.Settings with { Predictions = new StoredPredictions(ExpectedChurn: 0.01) },
            Applied = new AppliedScale(
                1,
                ScaleSource.ExpectedRate,
                ChurnModel.OfRules(intercept),
                Expected: new ExpectedRate(0.01, intercept, 1, Some.Now)
            ),
        };

    private static bool IsCustomer(ListedRisk risk) => risk.Lifecycle == Lifecycle.Customer;

    private static List<string> Rows(RunningApp app, string kind) => RunCalls.Rows(app, kind);
}
