using CsMl.Core.Limits;
using CsMl.Core.Settings;
using CsMl.Tests.Settings;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Http;

/// <summary>A tenant's settings: shown, changed, and used by what comes after.</summary>
public sealed class SettingsTests
{
    private static readonly string Settings = RunningApp.Portfolio("settings");

    [Fact]
    public async Task Without_any_of_its_own_a_tenant_has_the_defaults()
    {
        await using var app = await RunningApp.StartAsync();

        var answer = (await app.GetAsync(Settings)).Is(200);

        Assert.Equal("\"0\"", answer.Headers["ETag"]);
        IsSetting(answer, "risk.high", "0.6", "default");
        IsSetting(answer, "ctas.cooldownDays", "7", "default");
        IsSetting(answer, "ctas.autoGenerateNightly", "true", "default");
        IsSetting(answer, "ctas.minCategory", "\"high\"", "default");
        IsSetting(answer, "health.scale", "100", "default");
    }

    [Fact]
    public async Task A_stored_value_takes_the_place_of_a_configured_one_until_it_is_taken_back()
    {
        await using var app = await RunningApp.StartAsync(
            ("Ctas:CooldownDays", "7"),
            ("Ctas:MaxPerNight", "50"),
            ("Ctas:Tenants:default:MinCategory", "Medium"),
            ("Predictions:TenantRisk:default:High", "0.5")
        );
        var before = (await app.GetAsync(Settings)).Is(200);
        IsSetting(before, "ctas.cooldownDays", "7", "configured");
        IsSetting(before, "ctas.minCategory", "\"medium\"", "configured");
        IsSetting(before, "risk.high", "0.5", "configured");
        IsSetting(before, "risk.medium", "0.3", "default");

        var stored = await PutAsync(
            app,
            """{"risk":{"critical":0.9,"high":0.7,"medium":0.2},"ctas":{"cooldownDays":3,"maxPerNight":0}}"""
        );

        IsSetting(stored, "risk.medium", "0.2", "stored");
        IsSetting(stored, "ctas.cooldownDays", "3", "stored");
        IsSetting(stored, "ctas.maxPerNight", "0", "stored");
        IsSetting(stored, "ctas.minCategory", "\"medium\"", "configured");
        var back = await PutAsync(app, """{"ctas":{"cooldownDays":null},"risk":null}""");
        IsSetting(back, "ctas.cooldownDays", "7", "configured");
        IsSetting(back, "ctas.maxPerNight", "0", "stored");
        IsSetting(back, "risk.high", "0.5", "configured");
        Assert.Equal(back.Body, (await app.GetAsync(Settings)).Body);
        IsSetting(await PutAsync(app, """{"ctas":null}"""), "ctas.maxPerNight", "50", "configured");
    }

    [Theory]
    [InlineData("""{"risk":{"critical":0.5,"high":0.6,"medium":0.3}}""", "risk.high", "is not between the others")]
    [InlineData(
        """{"risk":{"critical":1.5,"high":0.6,"medium":0.3}}""",
        "risk.critical",
        "is not a number from 0 to 1"
    )]
    [InlineData("""{"risk":{"high":0.5,"medium":0.3}}""", "risk.critical", "is missing")]
    [InlineData("""{"ctas":{"cooldownDays":366}}""", "ctas.cooldownDays", "is not a whole number from 0 to 365")]
    [InlineData("""{"ctas":{"maxPerNight":10001}}""", "ctas.maxPerNight", "from 0 to 10000")]
    [InlineData("""{"ctas":{"minConfidence":-1}}""", "ctas.minConfidence", "is not a number from 0 to 1")]
    [InlineData("""{"ctas":{"minCategory":"awful"}}""", "ctas.minCategory", "is none of its values")]
    [InlineData("""{"ctas":{"autoGenerateNightly":"yes"}}""", "ctas.autoGenerateNightly", "is not a flag")]
    [InlineData("""{"ctas":{"cooldown":3}}""", "ctas.cooldown", "cooldownDays")]
    [InlineData(
        """{"predictions":{"windowDays":29}}""",
        "predictions.windowDays",
        "is not a whole number from 30 to 365"
    )]
    [InlineData("""{"limits":{"ctasPerDay":0}}""", "limits.ctasPerDay", "is not a whole number from 1 to 2147483647")]
    [InlineData("""{"health":{"scale":50}}""", "health.scale", "is no scale; write 100, 10, 1")]
    [InlineData("""{"thresholds":{}}""", "thresholds", "risk")]
    public async Task What_is_wrong_is_told_by_field_and_nothing_is_stored(string body, string field, string message)
    {
        await using var app = await RunningApp.StartAsync();

        var answer = await app.PutAsync(Settings, body);

        answer.IsProblem(400, "INVALID_REQUEST");
        Assert.Contains(
            message,
            string.Join(' ', answer.At("errors").GetProperty(field).EnumerateArray().Select(e => e.GetString())),
            StringComparison.Ordinal
        );
        Assert.Equal("\"0\"", (await app.GetAsync(Settings)).Headers["ETag"]);
    }

    [Fact]
    public async Task Of_changes_side_by_side_none_is_lost_and_one_that_saw_another_version_is_refused()
    {
        MeanwhileTable accounts = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Accounts = accounts = new MeanwhileTable(tables.Accounts),
            }
        );
        var tag = (await app.GetAsync(Settings)).Headers["ETag"];
        accounts.Before(
            changes => changes.Any(change => change.RowKey == "settings"),
            async () => (await app.PutAsync(Settings, """{"ctas":{"cooldownDays":1}}""", ("If-Match", tag))).Is(200)
        );

        var second = await PutAsync(app, """{"ctas":{"maxPerNight":2}}""");

        IsSetting(second, "ctas.cooldownDays", "1", "stored");
        IsSetting(second, "ctas.maxPerNight", "2", "stored");
        Assert.Equal("\"2\"", second.Headers["ETag"]);
        (await app.PutAsync(Settings, """{"ctas":{"cooldownDays":9}}""", ("If-Match", tag))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => PutAsync(app, $$"""{"ctas":{"cooldownDays":{{i}} } }"""))
        );
        Assert.Equal("\"22\"", (await app.GetAsync(Settings)).Headers["ETag"]);
    }

    [Fact]
    public async Task One_tenant_never_has_what_another_stored()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        (string, string) acme = ("X-Tenant-ID", "acme");
        (string, string) other = ("X-Tenant-ID", "other");
        var low = """{"risk":{"critical":0.05,"high":0.02,"medium":0.01},"health":{"scale":10}}""";
        (await app.PutAsync(Settings, low, acme)).Is(200);

        IsSetting((await app.GetAsync(Settings, other)).Is(200), "risk.high", "0.6", "default");
        foreach (var (tenant, score, category) in new[] { (acme, 70, "critical"), (other, 7, "low") })
        {
            var context = RunningApp.Account("a", "context");
            var facts = """{"name":"Acme","healthScore":7,"activities":[{"type":"EMAIL","date":"2026-03-01"}]}""";
            var put = (await app.PutAsync(context, facts, tenant)).Is(200);
            Assert.Equal(score, put.Number("data.healthScore"));
            var made = (await app.PredictAsync("a", "CHURN", "{}", tenant)).Is(200);
            Assert.True(category == "critical" == (made.Text("data.riskCategory") == "critical"), made.Body);
        }
    }

    [Fact]
    public async Task A_tenant_may_lower_its_limits_and_never_raise_them()
    {
        await using var app = await RunningApp.StartAsync(("Limits:BatchRunsPerDay", "3"));
        IsSetting(await PutAsync(app, """{"limits":{"ctasPerDay":9}}"""), "limits.ctasPerDay", "9", "stored");

        var refused = await app.PutAsync(Settings, """{"limits":{"batchRunsPerDay":4}}""");
        refused.IsProblem(400, "INVALID_REQUEST");
        Assert.Contains("write 3 or less", refused.Body, StringComparison.Ordinal);
        var lower = await PutAsync(app, """{"limits":{"batchRunsPerDay":1}}""");
        IsSetting(lower, "limits.batchRunsPerDay", "1", "stored");
        IsSetting(lower, "limits.importsPerDay", "null", "default");

        var batch = RunningApp.Portfolio("batch-predict");
        (await app.PostAsync(batch, "{}")).Is(202);
        (await app.PostAsync(batch, "{}")).IsProblem(429, "DAILY_LIMIT_REACHED");
        IsSetting(
            await PutAsync(app, """{"limits":{"batchRunsPerDay":null}}"""),
            "limits.batchRunsPerDay",
            "3",
            "configured"
        );
        (await app.PostAsync(batch, "{}")).Is(202);
    }

    [Fact]
    public void A_limit_that_was_stored_does_not_outlast_a_smaller_one_that_is_configured_later()
    {
        var stored = new StoredSettings(Limits: new Quotas(CtasPerDay: 9, ImportsPerDay: 2));
        var settings = SomeSettings.Configured(new LimitOptions { CtasPerDay = 5, ImportsPerDay = 5 });

        Assert.Equal(new Quotas(CtasPerDay: 5, ImportsPerDay: 2), settings.Of("t").With(stored).Limits);
        var view = SettingsView.Of("t", new SettingsRow(1, stored), settings).Limits;
        Assert.NotEqual(SettingSource.Stored, view.CtasPerDay.Source);
        Assert.Equal((2, SettingSource.Stored), (view.ImportsPerDay.Value, view.ImportsPerDay.Source));
    }

    [Fact]
    public async Task The_window_of_a_tenant_is_that_of_its_predictions_and_nights_unless_a_call_names_one()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        var usual = (await app.PredictAsync("123")).Is(200);
        Assert.Equal(90, usual.Number("data.predictionWindowDays"));

        await ScaleCalls.PutAsync(app, """{"predictions":{"windowDays":180}}""", version: 1);

        var churnRisk = RunningApp.Account("123", "churn-risk");
        Assert.Equal(180, (await app.GetAsync(churnRisk)).Is(200).Number("data.predictionWindowDays"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        var longer = (await app.PredictAsync("123")).Is(200);
        Assert.Equal(180, longer.Number("data.predictionWindowDays"));
        Assert.True(longer.Number("data.probability") > usual.Number("data.probability"));
        var named = """{"forceRefresh":true,"predictionWindowDays":90}""";
        Assert.Equal(90, (await app.PredictAsync("123", "CHURN", named)).Is(200).Number("data.predictionWindowDays"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        Assert.Equal(180, (await app.GetAsync(churnRisk)).Is(200).Number("data.predictionWindowDays"));
    }

    [Fact]
    public async Task A_change_is_used_by_predictions_CTAs_and_the_night_after_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        var probability = (await app.PredictAsync("123")).Is(200).Number("data.probability");
        Assert.InRange(probability, 0.6, 0.97);

        var high = """{"risk":{"critical":0.999,"high":0.998,"medium":0.5},"ctas":{"minCategory":"high"}}""";
        await PutAsync(app, high);
        var again = (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        Assert.Equal("medium", again.Text("data.riskCategory"));
        (await CtaCalls.GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");

        await PutAsync(app, """{"risk":null,"ctas":{"maxPerNight":0}}""");
        Assert.Equal(0, (await app.RunNightAsync()).At("data.counts.ctasCreated").GetInt32());
        app.Clock.Advance(TimeSpan.FromDays(1));
        await PutAsync(app, """{"ctas":null}""");
        Assert.Equal(1, (await app.RunNightAsync()).At("data.counts.ctasCreated").GetInt32());
    }

    [Fact]
    public async Task Another_instance_follows_within_ten_seconds_and_reads_once_in_that_time()
    {
        CountedTable accounts = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Accounts = accounts = new CountedTable(tables.Accounts),
            }
        );
        var other = ActivatorUtilities.CreateInstance<TenantSettings>(app.Services);
        Assert.Equal(7, (await other.OfAsync(RunningApp.Tenant, default)).Ctas.CooldownDays);
        await PutAsync(app, """{"ctas":{"cooldownDays":1}}""");
        var calls = accounts.Count;
        Assert.Equal(1, (await app.Service<TenantSettings>().OfAsync(RunningApp.Tenant, default)).Ctas.CooldownDays);
        Assert.Equal(7, (await other.OfAsync(RunningApp.Tenant, default)).Ctas.CooldownDays);
        Assert.Equal(calls, accounts.Count);

        app.Clock.Advance(TenantSettings.Lifetime);

        Assert.Equal(1, (await other.OfAsync(RunningApp.Tenant, default)).Ctas.CooldownDays);
        Assert.Equal(1, (await other.OfAsync(RunningApp.Tenant, default)).Ctas.CooldownDays);
        Assert.Equal(calls + 1, accounts.Count);
    }

    private static async Task<HttpAnswer> PutAsync(RunningApp app, string body) =>
        (await app.PutAsync(Settings, body)).Is(200);

    private static void IsSetting(HttpAnswer answer, string name, string value, string source)
    {
        var setting = answer.At("data." + name);
        Assert.Equal(
            (value, source),
            (setting.GetProperty("value").GetRawText(), setting.GetProperty("source").GetString())
        );
    }
}
