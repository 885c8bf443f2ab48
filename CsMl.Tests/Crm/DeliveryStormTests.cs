using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>CTAs are made and changed side by side while the CRM loses, forgets to answer and delays calls at random.</summary>
public sealed class DeliveryStormTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task When_it_is_over_the_CRM_has_each_CTA_once_as_it_is_here(int seed)
    {
        var random = new Random(seed);
        var desk = new FakeCtaDesk();
        await using var app = await RunningApp.StartWithAsync(services => services.AddSingleton<ICtaSink>(desk));
        var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => $"a{i}")];
        foreach (var id in ids)
        {
            await app.PutAsync(atRisk with { AccountId = id });
            (await app.PredictAsync(id)).Is(200);
        }

        desk.Before = (_, _) => Task.FromResult(Fault(random));
        for (var round = 0; round < 25; round++)
        {
            await Task.WhenAll(ids.Select(id => ActAsync(app, id, random)).Append(PendingAsync(app)));
            app.Clock.Advance(TimeSpan.FromSeconds(20 * random.Next(1, 10)));
        }

        desk.Before = (_, _) => Task.FromResult(SinkFault.None);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await PendingAsync(app);
        await KilledDeliveryTests.AreEqualAsync(app, desk);
        Assert.True(desk.Ctas.Count >= ids.Length, "Every account has a CTA.");
    }

    private static SinkFault Fault(Random random)
    {
        lock (random)
        {
            return (SinkFault)random.Next(0, 3);
        }
    }

    private static Task PendingAsync(RunningApp app) => app.Service<DeliverPending>().RunAsync(None);

    private static async Task ActAsync(RunningApp app, string id, Random random)
    {
        int act;
        lock (random)
        {
            act = random.Next(5);
        }

        var account = new AccountKey(RunningApp.Tenant, id);
        var slot = (await app.Service<CtaReader>().FindSlotsAsync(account, None)).FirstOrDefault()?.Slot;
        if (slot is null || (!slot.IsOpen && act == 0))
        {
            await app.PostAsync(RunningApp.Account(id, "generate-cta"));
            return;
        }

        var patch = act switch
        {
            1 => """{"status":"IN_PROGRESS"}""",
            2 => """{"ownerId":"7"}""",
            3 => $$"""{"status":"SNOOZED","snoozeUntil":"{{app.Clock.GetUtcNow().AddDays(3):yyyy-MM-ddTHH:mm:ss}}Z"}""",
            _ => """{"status":"COMPLETED","outcome":"NEUTRAL"}""",
        };
        (await app.SendAsync(HttpMethod.Patch, RunningApp.Account(id, "ctas/" + slot.CtaId), patch)).Is(200);
    }
}
