using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Health;
using CsMl.Tests.Accounts.Import;
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
        Assert.Equal([(0, "healthScore")], Places(small, "warnings"));
        Assert.Contains("set Health:Scale to 10 ", tens.Text("warnings[0].message"), StringComparison.Ordinal);
        Assert.Empty(good.Items("warnings"));
        Assert.Equal(0.8, (await app.ContextAsync("a")).Number("data.healthScore"));
    }

    [Fact]
    public async Task With_the_setting_scores_are_converted_when_they_arrive_and_left_out_above_it()
    {
        await using var app = await RunningApp.StartAsync(("Health:Scale", "10"));

        var answer = await app.ImportAsync(Lines, Account("a", 7.1) + Account("b", 71));
        var put = await app.PutAsync(RunningApp.Account("c", "context"), Account("c", 2.5));

        Assert.Equal((2, 2, 0), Counts(answer));
        Assert.Equal([(2, "healthScore")], Places(answer, "warnings"));
        Assert.Contains("Health:Scale", answer.Text("warnings[0].message"), StringComparison.Ordinal);
        Assert.Equal(71, (await app.ContextAsync("a")).Number("data.healthScore"));
        Assert.Equal(25, put.Number("data.healthScore"));
    }

    [Theory]
    [InlineData(ImportKind.Accounts, "accountId,name,healthScore\n1,A,\"7,1\"\n1,A,71\n")]
    [InlineData(
        ImportKind.Accounts,
        "[{\"accountId\":1,\"name\":\"A\",\"healthScore\":\"7.1\"},{\"accountId\":1,\"name\":\"A\",\"healthScore\":\"71\"}]"
    )]
    [InlineData(ImportKind.Health, "accountId,date,score\n1,2026-02-01,7.1\n1,2026-02-02,71\n")]
    [InlineData(
        ImportKind.Health,
        "{\"accountId\":1,\"date\":\"2026-02-01\",\"score\":7.1}\n{\"accountId\":1,\"date\":\"2026-02-02\",\"score\":71}"
    )]
    public async Task Every_kind_and_format_of_an_import_has_the_scale(ImportKind kind, string file)
    {
        using var rig = new ImportRig(scale: 10);
        await rig.RunAsync("accountId,name\n1,A\n");

        var report = await rig.RunAsync(file, new ImportOptions(kind));

        Assert.Contains(
            "from 0 to 10, or set Health:Scale to the highest score there is",
            Assert.Single(report.Warnings).Message,
            StringComparison.Ordinal
        );
        var facts = await rig.FactsAsync("1");
        Assert.Equal(71, kind == ImportKind.Health ? facts.HealthHistory[0].OverallScore : facts.HealthScore);
    }

    [Fact]
    public async Task A_cell_that_a_spreadsheet_shows_as_a_percentage_is_a_share_of_the_scale()
    {
        using var rig = new ImportRig(scale: 10);

        await rig.RunAsync(
            Workbook.Of(["accountId", "name", "healthScore"], ["1", "A", Workbook.Number("0.85", style: 2)])
        );

        Assert.Equal(85, (await rig.FactsAsync("1")).HealthScore);
    }

    [Fact]
    public async Task Small_scores_of_a_history_are_told_and_a_percentage_is_of_a_hundred_on_any_scale()
    {
        using var rig = new ImportRig(scale: 10);
        await rig.RunAsync("accountId,name\n1,A\n");

        var health = await rig.RunAsync(
            "accountId,date,score\n1,2026-02-01,0.7\n",
            new ImportOptions(ImportKind.Health)
        );
        await rig.RunAsync("accountId,name,probability\n1,Deal,60\n", new ImportOptions(ImportKind.Opportunities));

        Assert.Contains("set Health:Scale to 1 ", Assert.Single(health.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(60, (await rig.FactsAsync("1")).Opportunities[0].Probability);
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
