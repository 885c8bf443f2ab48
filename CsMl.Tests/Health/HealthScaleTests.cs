using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Tests.Http;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Health;

/// <summary>Health scores on another scale than 0–100.</summary>
public sealed class HealthScaleTests
{
    [Theory]
    [InlineData(100, 83.5, 83.5)]
    [InlineData(10, 8.3, 83.0)]
    [InlineData(1, 0.29, 29.0)]
    [InlineData(1, 1, 100.0)]
    [InlineData(10, 10.5, null)]
    [InlineData(1, -0.1, null)]
    public void A_score_is_converted_to_one_of_a_hundred(int top, double score, double? converted) =>
        Assert.Equal(converted, new HealthScale(top).Convert(score));

    [Theory]
    [InlineData(100, 83, null)]
    [InlineData(100, 10, 10)]
    [InlineData(100, 1, 1)]
    [InlineData(100, 0.4, 1)]
    [InlineData(10, 83, null)]
    [InlineData(10, 10, 1)]
    [InlineData(1, 10, null)]
    public void A_narrower_scale_is_suggested_where_all_scores_fit_it(int top, double highest, int? narrower) =>
        Assert.Equal(narrower, new HealthScale(top).Narrower(highest));

    [Fact]
    public async Task An_import_whose_scores_are_all_small_is_told_which_setting_to_change()
    {
        await using var app = await RunningApp.StartAsync();

        var small = await app.ImportAsync(Lines, Account("a", 0.8) + Account("b", 0.95));
        var tens = await app.ImportAsync(Csv, "accountId,name,healthScore\nc,C,7\nd,D,9.5\n");
        var good = await app.ImportAsync(Lines, Account("a", 0.8) + Account("b", 71));

        Assert.Contains("set Health:Scale to 1 ", small.Text("warnings[0].message"), StringComparison.Ordinal);
        Assert.Equal(("healthScore", 2), (small.Text("warnings[0].field"), small.At("warnings[0].count").GetInt32()));
        Assert.Contains("set Health:Scale to 10 ", tens.Text("warnings[0].message"), StringComparison.Ordinal);
        Assert.Empty(good.Items("warnings"));
        Assert.Equal(0.8, (await app.ContextAsync("a")).Number("data.healthScore"));
    }

    [Fact]
    public async Task With_the_setting_scores_are_converted_when_they_arrive_and_refused_above_it()
    {
        await using var app = await RunningApp.StartAsync(("Health:Scale", "10"));

        var answer = await app.ImportAsync(Lines, Account("a", 7.1) + Account("b", 71));
        var put = await app.PutAsync(RunningApp.Account("c", "context"), Account("c", 2.5));

        Assert.Equal((2, 1, 1), Counts(answer));
        Assert.Contains("Health:Scale", answer.Text("errors[0].message"), StringComparison.Ordinal);
        Assert.Equal(71, (await app.ContextAsync("a")).Number("data.healthScore"));
        Assert.Equal(25, put.Number("data.healthScore"));
    }

    [Fact]
    public void A_tenant_has_a_scale_of_its_own()
    {
        var options = new HealthOptions();
        options.Tenants["acme"] = new TenantHealthOptions { Scale = 1 };

        Assert.Equal((1, 100), (options.ScaleOf("acme").Top, options.ScaleOf("other").Top));
        Assert.True(options.AreTenantsValid);
        options.Tenants["acme"] = new TenantHealthOptions { Scale = 5 };
        Assert.False(options.AreTenantsValid);
    }

    [Fact]
    public void Facts_of_a_source_are_converted_and_a_score_beyond_the_scale_is_unknown()
    {
        var facts = Some.Account().WithHealth(7).With(Some.Snapshot(3, 8.5, usage: 85));

        var converted = new HealthScale(10).Convert(facts);

        Assert.Equal(70, converted.HealthScore);
        Assert.Equal((85, null), (converted.HealthHistory[0].OverallScore, converted.HealthHistory[0].UsageScore));
        Assert.Same(facts, HealthScale.Hundred.Convert(facts));
    }

    [Theory]
    [InlineData(new double[] { 82, 84, 83, 8.1, 8.3 }, false)]
    [InlineData(new double[] { 82, 84, 83, 8.2 }, false)]
    [InlineData(new double[] { 82, 84, 83, 0.83, 0.84, 0.82 }, false)]
    [InlineData(new double[] { 0.82, 0.84, 0.83, 83, 84 }, false)]
    [InlineData(new double[] { 82, 84, 83, 30, 31 }, true)] // A real fall.
    [InlineData(new double[] { 82, 60, 83, 8.2 }, true)] // No steady series that could jump as a whole.
    [InlineData(new double[] { 82, 8.2 }, true)]
    public void A_jump_of_the_whole_series_by_a_factor_is_no_fall(double[] scores, bool isFall)
    {
        var signals = Signals.Of(Some.KnownAccount().WithWeeklyHealth(scores), Some.Now);

        Assert.Equal(isFall, HealthDrops.Sudden(signals.Health).Any());
        Assert.Equal(isFall, HealthDrops.SteepestOpen(signals.Health) is not null);
    }

    private static string Account(string id, double score) =>
        FormattableString.Invariant($$"""{"accountId":"{{id}}","name":"A","healthScore":{{score}}}""") + "\n";
}
