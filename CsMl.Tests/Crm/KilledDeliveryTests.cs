using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Ctas;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>
/// The process is killed at every call to its tables and to the CRM in turn, before it and behind it, and started again.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class KilledDeliveryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_CTA_is_in_the_CRM_once_as_it_is_here_wherever_its_creation_is_cut(bool arrives) =>
        await IsOnceWhereverCutAsync(arrives, GenerateAsync, least: 14);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task And_wherever_its_close_is_cut(bool arrives) =>
        await IsOnceWhereverCutAsync(
            arrives,
            async (app, id) =>
            {
                await GenerateAsync(app, id);
                var account = new AccountKey(RunningApp.Tenant, id);
                var slots = await app.Service<CtaReader>().FindSlotsAsync(account, None);
                var close = new CtaPatch(CtaStatus.Completed, false, null, null, CtaOutcome.Positive, "Done", null);
                await app.Service<UpdateCta>()
                    .RunAsync(account, slots.Single().Slot.CtaId, close, _ => true, "kim", None);
            },
            least: 25
        );

    private static async Task IsOnceWhereverCutAsync(bool arrives, Func<RunningApp, string, Task> act, int least)
    {
        var (cut, desk) = (new Cut(), new FakeCtaDesk());
        await using var app = await RunningApp.StartAsync(
            cut.Over,
            services => services.AddSingleton<ICtaSink>(new CutSink(cut, desk))
        );
        var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
        var cuts = 0;
        for (var call = 0; ; call++)
        {
            var id = $"a{call}";
            await app.PutAsync(atRisk with { AccountId = id });
            (await app.PredictAsync(id, options: """{"skipCTAGeneration":true}""")).Is(200);

            cut.At(call, arrives);
            await Record.ExceptionAsync(() => act(app, id));
            var happened = cut.Happened;
            cut.Mend();
            // The process that died held its attempt for two minutes at most.
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            await app.Service<DeliverPending>().RunAsync(None);

            await AreEqualAsync(app, desk.Ctas.Select(cta => (cta.OwnId, cta.Cta.State)));
            if (!happened)
            {
                Assert.Contains(desk.Ctas, cta => IsOf(app, id, cta.OwnId));
                break;
            }

            cuts++;
        }

        Assert.InRange(cuts, least, 60);
    }

    private static bool IsOf(RunningApp app, string accountId, string ctaId) =>
        app.Dump(withBodies: false).Any(row => row.Contains($" c~{accountId}~{ctaId} ", StringComparison.Ordinal));

    /// <summary>The CRM has each CTA of the store once, and in its state.</summary>
    internal static async Task AreEqualAsync(RunningApp app, IEnumerable<(string OwnId, CtaState? State)> there)
    {
        Assert.Empty(await app.Service<CtaDeliveryStore>().ListPendingAsync(RunningApp.Tenant, None));
        await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant);
        var own = new List<(string OwnId, CtaState? State)>();
        await foreach (var record in app.Service<CtaReader>().ListAllAsync(RunningApp.Tenant, None))
        {
            own.Add((record.Cta.Id, CtaState.Of(record.AsOf(app.Clock.GetUtcNow()).Record.Cta)));
        }

        Assert.Equal(own.OrderBy(one => one.OwnId), there.OrderBy(one => one.OwnId));
    }

    private static Task GenerateAsync(RunningApp app, string id) =>
        app.Service<GenerateCta>().RunAsync(new(new AccountKey(RunningApp.Tenant, id), PredictionType.Churn), None);

    private sealed class CutSink(Cut cut, FakeCtaDesk desk) : ICtaSink
    {
        public Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation) =>
            cut.CallAsync(() => desk.FindAsync(tenant, cta, cancellation));

        public Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation) =>
            cut.CallAsync(() => desk.CreateAsync(tenant, cta, cancellation));

        public Task<bool> UpdateAsync(
            string tenant,
            SentCta sent,
            Cta cta,
            string? notes,
            CancellationToken cancellation
        ) => cut.CallAsync(() => desk.UpdateAsync(tenant, sent, cta, notes, cancellation));
    }
}
