using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

/// <summary>The process is killed at every call to its tables in turn, before it and behind it, and started again.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledCtaTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_CTA_and_its_link_stand_or_fall_together_and_the_next_call_makes_it_once(bool arrives)
    {
        await IsWholeWhereverCutAsync(
            arrives,
            (app, id) =>
                app.Service<GenerateCta>()
                    .RunAsync(new(new AccountKey(RunningApp.Tenant, id), PredictionType.Churn), None),
            least: 6
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_does_one_that_a_prediction_makes_by_itself(bool arrives)
    {
        await IsWholeWhereverCutAsync(
            arrives,
            (app, id) =>
                app.Service<PredictAccount>()
                    .RunAsync(
                        new PredictQuery(
                            new AccountKey(RunningApp.Tenant, id),
                            PredictionType.Churn,
                            ForceRefresh: true
                        ),
                        None
                    ),
            least: 9,
            ("Ctas:AutoGenerateOnPredict", "true")
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_its_slot_and_its_history_stand_or_fall_together(bool arrives)
    {
        await IsWholeWhereverCutAsync(
            arrives,
            async (app, id) =>
            {
                var slots = await app.Service<CtaReader>().FindSlotsAsync(new AccountKey(RunningApp.Tenant, id), None);
                if (slots.Count == 0)
                {
                    await app.Service<GenerateCta>()
                        .RunAsync(new(new AccountKey(RunningApp.Tenant, id), PredictionType.Churn), None);
                    slots = await app.Service<CtaReader>().FindSlotsAsync(new AccountKey(RunningApp.Tenant, id), None);
                }

                var close = new CtaPatch(CtaStatus.Completed, false, null, null, CtaOutcome.Positive, "Done", null);
                var edit = await app.Service<UpdateCta>()
                    .RunAsync(
                        new AccountKey(RunningApp.Tenant, id),
                        slots.Single().Slot.CtaId,
                        close,
                        _ => true,
                        "kim",
                        None
                    );
                Assert.Equal(CtaStatus.Completed, edit!.Record!.Cta.Status);
            },
            least: 8
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_do_a_recovery_and_what_it_closes(bool arrives)
    {
        await IsWholeWhereverCutAsync(
            arrives,
            async (app, id) =>
            {
                await app.Service<GenerateCta>()
                    .RunAsync(new(new AccountKey(RunningApp.Tenant, id), PredictionType.Churn), None);
                await app.PutAsync(Some.KnownAccount() with { AccountId = id });
                await app.Service<PredictAccount>()
                    .RunAsync(
                        new PredictQuery(
                            new AccountKey(RunningApp.Tenant, id),
                            PredictionType.Churn,
                            ForceRefresh: true
                        ),
                        None
                    );
                var slots = await app.Service<CtaReader>().FindSlotsAsync(new AccountKey(RunningApp.Tenant, id), None);
                Assert.All(slots, slot => Assert.False(slot.Slot.IsOpen));
            },
            least: 12,
            most: 1
        );
    }

    /// <summary>One account recovers in this night and its CTA is closed, the other is at risk and gets one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_night_that_goes_on_closes_and_makes_what_was_left(bool arrives)
    {
        var cuts = 0;
        for (var call = 0; ; call += 3)
        {
            var cut = new Cut();
            await using var app = await RunningApp.StartAsync(cut.Over);
            var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
            await app.PutAsync(atRisk with { AccountId = "recovers" });
            (await app.PredictAsync("recovers")).Is(200);
            (await app.PostAsync(RunningApp.Account("recovers", "generate-cta"))).Is(201);
            await app.PutAsync(Some.KnownAccount() with { AccountId = "recovers" });
            await app.PutAsync(atRisk with { AccountId = "at-risk" });

            cut.At(call, arrives);
            await Record.ExceptionAsync(() => app.NightAsync());
            var happened = cut.Happened;
            cut.Mend();
            await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant);
            await app.NightAsync();

            Assert.Equal(2, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
            var run = (await app.GetAsync(RunningApp.Portfolio("runs/nightly-2026-03-04"))).Is(200);
            Assert.Equal(("completed", 1), (run.Text("data.state"), run.At("data.counts.ctasCreated").GetInt32()));
            Assert.Equal(
                "CANCELLED",
                (await app.GetAsync(RunningApp.Account("recovers", "ctas"))).Text("data[0].status")
            );
            Assert.Equal("OPEN", (await app.GetAsync(RunningApp.Account("at-risk", "ctas"))).Text("data[0].status"));
            if (!happened)
            {
                break;
            }

            cuts++;
        }

        Assert.InRange(cuts, 20, 100);
    }

    [Fact]
    public async Task A_run_counts_what_it_made_before_it_was_cut_off_though_the_predictions_are_older()
    {
        const string Run = "nightly-2026-03-04";
        const int Most = 5;
        var cut = new Cut();
        await using var app = await RunningApp.StartAsync(cut.Over);
        var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
        for (var i = 0; i < 8; i++)
        {
            await app.PutAsync(atRisk with { AccountId = $"a{i}" });
            (await app.PredictAsync($"a{i}")).Is(200);
        }

        cut.At(3 * Bucket.Count + 15, arrives: true);
        await Assert.ThrowsAsync<Cut.CutException>(GenerateAsync);
        cut.Mend();
        var before = await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant);

        Assert.InRange(before, 1, Most - 1);
        Assert.Equal(Most, (await GenerateAsync()).Generated);
        Assert.Equal(Most, (await GenerateAsync()).Generated);
        Assert.Equal(Most, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));

        Task<GeneratedCtas> GenerateAsync() =>
            app.Service<GenerateCtas>().RunAsync(RunningApp.Tenant, PredictionType.Churn, Most, null, None, Run);
    }

    /// <param name="least">So many calls the act makes at least, so that the test is about something.</param>
    /// <param name="most">CTAs in the end; where the account recovers first there may be none.</param>
    private static async Task IsWholeWhereverCutAsync(
        bool arrives,
        Func<RunningApp, string, Task> act,
        int least,
        (string, string)? setting = null,
        int? most = null
    )
    {
        var cut = new Cut();
        await using var app = await RunningApp.StartAsync(cut.Over, setting is { } one ? [one] : []);
        (
            await app.PostAsync(RunningApp.Portfolio("playbooks"), """{"name":"Save it","tasks":[{"title":"Call"}]}""")
        ).Is(201);
        var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
        var cuts = 0;
        for (var call = 0; ; call++)
        {
            var tenant = RunningApp.Tenant;
            var id = $"a{call}";
            await app.PutAsync(atRisk with { AccountId = id });
            (await app.PredictAsync(id, options: """{"skipCTAGeneration":true}""")).Is(200);
            var before = await CtasInStore.AreWholeAsync(app.Service<Tables>(), tenant);

            cut.At(call, arrives);
            var killed = await Record.ExceptionAsync(() => act(app, id));
            var happened = cut.Happened;
            cut.Mend();

            Assert.Equal(happened, killed is Cut.CutException);
            var between = await CtasInStore.AreWholeAsync(app.Service<Tables>(), tenant);
            Assert.InRange(between - before, 0, 1);
            if (!happened)
            {
                Assert.Null(killed);
                break;
            }

            cuts++;
            await act(app, id);
            var after = await CtasInStore.AreWholeAsync(app.Service<Tables>(), tenant);
            Assert.InRange(after - before, most is null ? 1 : 0, 1);
        }

        Assert.InRange(cuts, least, 60);
    }
}
