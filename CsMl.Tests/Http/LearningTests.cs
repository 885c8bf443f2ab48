using CsMl.Core.Learning;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using static CsMl.Tests.Http.ScaleCalls;

namespace CsMl.Tests.Http;

/// <summary>What a night learns from outcomes, and what is made of it.</summary>
public sealed class LearningTests
{
    private const string On = """{"learning":{"mode":"on"}}""";

    [Fact]
    public async Task Beside_the_rules_a_night_learns_once_from_new_outcomes_and_uses_it_for_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await LearnedOutcomes.AddAsync(app, 300);

        await app.RunNightAsync();

        var version = Assert.Single(await VersionsAsync(app));
        Assert.Equal((1, 1, 300), (version.Number, version.Use, version.Learned.Outcomes));
        Assert.Equal(LearnedScope.Weights, version.Learned.Scope);
        Assert.NotNull(version.Learned.HeldOut);
        Assert.Equal("default", await StandsOnAsync(app));
        Assert.All((await RisksAsync(app)).Values, risk => Assert.Equal(ByRules(risk), risk.Probability, 1e-4));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        Assert.Single(await VersionsAsync(app));

        await LearnedOutcomes.AddAsync(app, 30, seed: 2);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();
        Assert.Equal([330, 300], (await VersionsAsync(app)).Select(v => v.Learned.Outcomes));
    }

    [Fact]
    public async Task Switched_off_nothing_is_learned_and_what_came_meanwhile_is_learned_from_later()
    {
        await using var app = await RunningApp.StartAsync(("Learning:Tenants:default:Mode", "Off"));
        await app.PutAsync(Some.KnownAccount());
        await LearnedOutcomes.AddAsync(app, 100);
        await app.RunNightAsync();
        Assert.Empty(await VersionsAsync(app));

        (await app.PutAsync(Address, """{"learning":{"mode":"shadow"}}""")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.RunNightAsync();

        Assert.Equal(100, Assert.Single(await VersionsAsync(app)).Learned.Outcomes);
    }

    [Fact]
    public async Task Switched_on_what_was_learned_makes_the_probabilities_and_switched_off_again_the_rules_do()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await LearnedOutcomes.AddAsync(app, 300);
        await app.RunNightAsync();
        var dry = (await app.PutAsync(DryRun, On)).Is(200);

        var put = await PutAsync(app, On, version: 1);

        Assert.Equal(
            ("outcomes", 1),
            (put.Text("data.scale.standsOn"), put.At("data.scale.learnedVersion").GetInt32())
        );
        Assert.Equal("outcomes", await StandsOnAsync(app));
        var model = (await VersionsAsync(app))[0].Learned.Model!;
        var risks = await RisksAsync(app);
        Assert.All(
            risks.Values,
            risk => Assert.Equal(model.Probability(risk.Evidence!.ToBasis()), risk.Probability, 1.01e-4)
        );
        Assert.Equal(Counts(risks.Values.Select(r => r.Category)), Counts(dry, "data.preview.after"));

        await PutAsync(app, """{"learning":null}""", version: 2);
        Assert.All((await RisksAsync(app)).Values, risk => Assert.Equal(ByRules(risk), risk.Probability, 1.01e-4));
    }

    [Fact]
    public async Task Probabilities_that_outcomes_bear_out_are_told_and_held_with_a_high_confidence()
    {
        await using var app = await RunningApp.StartAsync(("Learning:Mode", "On"));
        await app.PutAsync(CtaCalls.AtRisk);
        Assert.Equal("medium", (await app.PredictAsync("123")).Is(200).Text("data.confidenceLevel"));
        await LearnedOutcomes.AddAsync(app, 600);

        await app.RunNightAsync();
        await app.WhenAsync(Rescore(1), RunningApp.IsOver);

        Assert.True((await VersionsAsync(app))[0].Learned.HeldOut!.Calibration!.IsCalibrated);
        var status = (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.True(status.At("probabilities.isCalibrated").GetBoolean());
        Assert.Equal("high", (await app.PredictAsync("123")).Is(200).Text("data.confidenceLevel"));
        Assert.Equal(
            "medium",
            (await app.PredictAsync("123", options: """{"predictionWindowDays":365}""")).Text("data.confidenceLevel")
        );
    }

    [Fact]
    public async Task A_night_that_learns_makes_its_CTAs_first_and_then_switches_without_touching_any()
    {
        await using var app = await RunningApp.StartAsync(("Learning:Mode", "On"));
        await app.PutSampleAsync();
        await LearnedOutcomes.AddAsync(app, 300);

        var night = await app.RunNightAsync();
        Assert.NotEqual(0, night.At("data.counts.ctasCreated").GetInt32());
        var rescored = await app.WhenAsync(Rescore(1), RunningApp.IsOver);

        Assert.Equal(RunCalls.Rows(app, " p~").Count, RunCalls.Count(rescored, "scored"));
        Assert.Equal("outcomes", await StandsOnAsync(app));
        var accuracy = (await app.GetAsync(RunningApp.Portfolio("accuracy"))).Is(200);
        Assert.Equal("what was learned", accuracy.Text("data.comparisons.learned.champion"));
        var ctas = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(night.At("data.counts.ctasCreated").GetInt32(), ctas.At("data.totalGenerated").GetInt32());
        Assert.Equal(ctas.At("data.totalGenerated").GetInt32(), ctas.At("data.openCount").GetInt32());
    }

    [Fact]
    public async Task A_change_between_two_scales_is_explained_by_what_each_applied()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        var before = (await app.PredictAsync("123")).Is(200);
        await PutAsync(app, Expect(0.05), version: 1);
        var after = (await app.PredictAsync("123")).Is(200);

        var comparison = (
            await app.GetAsync(
                RunningApp.Account("123", $"predictions/{after.Text("data.predictionId")}/compare?with=previous")
            )
        ).Is(200);

        var points = 100 * (after.Number("data.probability") - before.Number("data.probability"));
        Assert.Equal(points, comparison.Items("data.factors").Sum(f => f.GetProperty("points").GetDouble()), 0.011);
        Assert.Contains(comparison.Items("data.factors"), f => f.GetProperty("factor").GetString() == "What is usual");
    }

    /// <summary>Cut off after each of its writes, and begun again.</summary>
    [Fact]
    public async Task Cut_off_anywhere_and_begun_again_there_is_one_version_in_use_and_one_run()
    {
        for (var writes = 0; writes < 8; writes++)
        {
            StoppingTable? runs = null;
            await using var app = await RunningApp.StartAsync(
                tables => tables with { Runs = runs = new StoppingTable(tables.Runs) },
                ("Learning:Mode", "On")
            );
            await app.PutAsync(Some.KnownAccount());
            (await app.PredictAsync("acme")).Is(200);
            await LearnedOutcomes.AddAsync(app, 120);
            await app.Service<LearnedVersions>().MarkDueAsync(RunningApp.Tenant, default);
            using var cut = new CancellationTokenSource();
            runs!.StopAfter(writes, cut);
            await Record.ExceptionAsync(() => app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, cut.Token));
            runs.GoOn();

            await app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, default);
            await app.Service<LearnAtNight>().RunAsync(RunningApp.Tenant, default);

            await app.WhenAsync(Rescore(1), RunningApp.IsOver);
            Assert.Equal(1, Assert.Single(await VersionsAsync(app)).Use);
            Assert.Null(await app.Service<LearnedVersions>().FindDueAsync(RunningApp.Tenant, default));
            var row = await app.Service<TenantSettings>().FindAsync(RunningApp.Tenant, default);
            Assert.Equal((1, ScaleSource.Outcomes), (row.Scale.Version, row.Scale.StandsOn));
        }
    }

    private static double ByRules(ListedRisk risk) => ChurnModel.RulesAlone.Probability(risk.Evidence!.ToBasis());

    private static async Task<string?> StandsOnAsync(RunningApp app) =>
        (await app.GetAsync(RunningApp.Portfolio("status"))).Is(200).Text("probabilities.standsOn");

    private static Task<IReadOnlyList<StoredVersion>> VersionsAsync(RunningApp app) =>
        app.Service<LearnedVersions>().ListAsync(RunningApp.Tenant, default);
}
