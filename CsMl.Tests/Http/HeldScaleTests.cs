using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using static CsMl.Tests.Http.ScaleCalls;

namespace CsMl.Tests.Http;

/// <summary>The scale changes while something that depends on it is read, thought about and written.</summary>
public sealed class HeldScaleTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly RiskScale HardlyAnybody = new()
    {
        Critical = 0.999,
        High = 0.998,
        Medium = 0.997,
    };

    private static readonly RiskScale Everybody = new()
    {
        Critical = 0.003,
        High = 0.002,
        Medium = 0.001,
    };

    private MeanwhileTable _results = null!;
    private MeanwhileTable _accounts = null!;
    private HeldReads _reads = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = _results = new MeanwhileTable(tables.Results),
                Accounts = _reads = new HeldReads(_accounts = new MeanwhileTable(tables.Accounts)),
            }
        );

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Thresholds_that_change_while_a_page_is_scored_close_no_CTA()
    {
        await CtaCalls.MakeAsync(_app, CtaCalls.AtRisk);
        var ctas = RunCalls.Rows(_app, " c~");
        _app.Clock.Advance(TimeSpan.FromDays(1));
        _results.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("p~", StringComparison.Ordinal)),
            () => StoreAsync(_app.Service<TenantSettings>(), row => WithRisk(row, HardlyAnybody))
        );

        await _app.NightAsync();

        Assert.Equal(ctas, RunCalls.Rows(_app, " c~"));
    }

    [Fact]
    public async Task A_prediction_on_the_scale_before_makes_no_CTA_by_the_new_thresholds()
    {
        await _app.PutAsync(CtaCalls.AtRisk);
        (await _app.PredictAsync("123")).Is(200);
        await StoreAsync(_app.Service<TenantSettings>(), row => WithRisk(row, Everybody));

        var answer = await CtaCalls.GenerateAsync(_app);

        answer.IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("before the scale", answer.Text("detail"), StringComparison.Ordinal);
        (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        (await CtaCalls.GenerateAsync(_app)).Is(201);
    }

    [Fact]
    public async Task A_night_during_which_the_scale_changes_judges_nothing_by_it_and_the_next_one_does()
    {
        await _app.PutSampleAsync(accounts: 20);
        await CtaCalls.MakeAsync(_app, CtaCalls.AtRisk);
        var ctas = RunCalls.Rows(_app, " c~");
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var (queue, run, openRun) = await HeldRun.StartNightAsync(_app);
        await openRun.RunAsync(queue.Runs[0], None);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await PutAsync(_app, """{"risk":{"critical":0.003,"high":0.002,"medium":0.001}}""", version: 1);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        await HeldRun.ScorePagesAsync(_app, queue);
        await _app.Service<CloseRun>().RunAsync(queue.Closings[0], None);

        var night = (await _app.GetAsync(RunningApp.Portfolio("runs/" + run.RunId))).Is(200);
        Assert.Equal(("completed", 0), (night.Text("data.state"), RunCalls.Count(night, "ctasCreated")));
        // Nobody is over the cap of a night that makes none.
        Assert.Equal(0, RunCalls.Count(night, "ctasOverCap"));
        Assert.Equal(ctas, RunCalls.Rows(_app, " c~"));

        _app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(0, RunCalls.Count(await _app.RunNightAsync(), "ctasCreated"));
    }

    [Fact]
    public async Task Settings_that_are_stored_while_others_are_keep_what_those_have_switched_on()
    {
        await _app.PutSampleAsync(accounts: 20);
        await LearnedOutcomes.AddAsync(_app, 300);
        await _app.RunNightAsync();
        HoldSettings(async () => (await _app.PutAsync(Address, """{"learning":{"mode":"on"}}""")).Is(200));

        var answer = (await _app.PutAsync(Address, """{"ctas":{"cooldownDays":3}}""")).Is(200);

        Assert.Equal(("outcomes", 1), (answer.Text("data.scale.standsOn"), answer.At("data.scale.version").GetInt32()));
        Assert.Equal(3, answer.At("data.ctas.cooldownDays.value").GetInt32());
        await _app.WhenAsync(Rescore(1), RunningApp.IsOver);
    }

    [Fact]
    public async Task A_slow_reader_of_settings_does_not_bring_back_what_this_process_has_changed_since()
    {
        var settings = _app.Service<TenantSettings>();
        var reading = _reads.HoldNext("settings", () => settings.ReadAsync(RunningApp.Tenant, None).AsTask());
        (await _app.PutAsync(Address, """{"ctas":{"cooldownDays":3}}""")).Is(200);

        _reads.LetGo();
        await reading;

        Assert.Equal(3, (await settings.OfAsync(RunningApp.Tenant, None)).Ctas.CooldownDays);
    }

    [Fact]
    public async Task A_night_learns_anew_after_another_expected_rate_even_if_the_call_was_cut_off_behind_its_write()
    {
        await _app.PutAsync(Some.KnownAccount());
        await LearnedOutcomes.AddAsync(_app, 120);
        await _app.RunNightAsync();
        // Known to this process for ten seconds more; the change is made by another.
        await _app.Service<TenantSettings>().ReadAsync(RunningApp.Tenant, None);
        var other = ActivatorUtilities.CreateInstance<TenantSettings>(_app.Services);
        await StoreAsync(other, row => OnRate(row, -1.2));

        await _app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, None);
        await _app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, None);

        var versions = await _app.Service<LearnedVersions>().ListAsync(RunningApp.Tenant, None);
        Assert.Equal([-1.2, ChurnModel.RulesAlone.Intercept], versions.Select(version => version.RulesIntercept));
    }

    private void HoldSettings(Func<Task> meanwhile) =>
        _accounts.Before(changes => changes.Any(change => change.RowKey == "settings"), meanwhile);

    /// <summary>Stores what a call would, cut off before the run that scores the accounts again.</summary>
    private static Task StoreAsync(TenantSettings settings, Func<SettingsRow, SettingsRow> change) =>
        settings.ChangeAsync(RunningApp.Tenant, _ => true, row => Task.FromResult<SettingsRow?>(change(row)), None);

    private static SettingsRow WithRisk(SettingsRow row, RiskScale risk) =>
        row with
        {
            Settings = row.Settings with { Risk = risk },
            Applied = row.Scale.Renewed(Some.Now.AddDays(1)),
        };

    private static SettingsRow OnRate(SettingsRow row, double intercept) =>
        row with
        {
            Settings = row.Settings with { Predictions = new StoredPredictions(ExpectedChurn: 0.2) },
            Applied = new AppliedScale(
                1,
                ScaleSource.ExpectedRate,
                ChurnModel.OfRules(intercept),
                Expected: new ExpectedRate(0.2, intercept, 1, Some.Now),
                Since: Some.Now
            ),
        };
}
