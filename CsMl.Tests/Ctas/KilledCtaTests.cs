using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

/// <summary>The process is killed at every call to its tables in turn, before it and behind it, and started again.</summary>
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
            (app, id) => app.Service<GenerateCta>().RunAsync(RunningApp.Tenant, id, PredictionType.Churn, null, None),
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
                    .RunAsync(new PredictQuery(RunningApp.Tenant, id, PredictionType.Churn, ForceRefresh: true), None),
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
                var slots = await app.Service<StoredCtas>().FindSlotsAsync(RunningApp.Tenant, id, None);
                if (slots.Count == 0)
                {
                    await app.Service<GenerateCta>().RunAsync(RunningApp.Tenant, id, PredictionType.Churn, null, None);
                    slots = await app.Service<StoredCtas>().FindSlotsAsync(RunningApp.Tenant, id, None);
                }

                var close = new CtaChange(CtaStatus.Completed, false, null, null, CtaOutcome.Positive, "Done", null);
                var edit = await app.Service<ChangeCta>()
                    .RunAsync(RunningApp.Tenant, id, slots.Single().Slot.CtaId, close, _ => true, "kim", None);
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
                await app.Service<GenerateCta>().RunAsync(RunningApp.Tenant, id, PredictionType.Churn, null, None);
                await app.PutAsync(Some.KnownAccount() with { AccountId = id });
                await app.Service<PredictAccount>()
                    .RunAsync(new PredictQuery(RunningApp.Tenant, id, PredictionType.Churn, ForceRefresh: true), None);
                var slots = await app.Service<StoredCtas>().FindSlotsAsync(RunningApp.Tenant, id, None);
                Assert.All(slots, slot => Assert.False(slot.Slot.IsOpen));
            },
            least: 12,
            most: 1
        );
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
