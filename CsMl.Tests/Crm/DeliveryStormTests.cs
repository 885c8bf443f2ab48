using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>
/// CTAs are made and changed side by side while the CRM breaks connections before and after calls work, errs, limits the
/// rate, forgets tokens and is down at random.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class DeliveryStormTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DeskFault[] Faults = Enum.GetValues<DeskFault>();

    public static TheoryData<string, int> Storms
    {
        get
        {
            var storms = new TheoryData<string, int>();
            for (var seed = 1; seed <= 12; seed++)
            {
                storms.Add("Platform", seed);
                storms.Add("Http", seed);
            }

            return storms;
        }
    }

    [Theory]
    [MemberData(nameof(Storms))]
    public async Task When_it_is_over_the_CRM_has_each_CTA_once_as_it_is_here(string kind, int seed)
    {
        var random = new Random(seed);
        await using FakeDesk desk =
            kind == "Http" ? await FakeAdapterDesk.StartAsync() : await FakePlatformDesk.StartAsync();
        await using var app = await RunningApp.StartWithAsync(
            services => services.AddSingleton<IAccountSource, EmbeddedAccounts>(),
            desk.Settings
        );
        var atRisk = SamplePortfolio.Make(Some.Now).First(account => account.AccountId == "123");
        string[] ids = [.. Enumerable.Range(0, 12).Select(i => $"a{i}")];
        foreach (var id in ids)
        {
            await app.PutAsync(atRisk with { AccountId = id, OwnerId = $"{FakePlatformDesk.KnownOwner}" });
            (await app.PredictAsync(id)).Is(200);
        }

        // Each account has its own, so that its acts are the same each time, whichever call comes first.
        var acts = ids.Select(_ => new Random(random.Next())).ToList();
        for (var round = 0; round < 25; round++)
        {
            var isDown = random.Next(6) == 0;
            desk.Fault = _ => Task.FromResult(isDown ? DeskFault.Dead : Fault(random));
            await Task.WhenAll(ids.Select((id, i) => ActAsync(app, id, acts[i])).Append(PendingAsync(app)));
            app.Clock.Advance(TimeSpan.FromSeconds(20 * random.Next(1, 10)));
        }

        desk.Fault = _ => Task.FromResult(DeskFault.None);
        // Longer than a pause and than the breaker's rest, which ends with a single call.
        for (var last = 0; last < 3; last++)
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            await PendingAsync(app);
        }

        await KilledDeliveryTests.AreEqualAsync(app, desk.States);
        Assert.True(desk.States.Count >= ids.Length, "Every account has a CTA.");
        Assert.Empty(await app.Service<CtaDeliveryStore>().ListFailuresAsync(RunningApp.Tenant, None));
    }

    private static DeskFault Fault(Random random)
    {
        lock (random)
        {
            return random.Next(2) == 0 ? DeskFault.None : Faults[random.Next(Faults.Length)];
        }
    }

    private static Task PendingAsync(RunningApp app) => app.Service<DeliverPending>().RunAsync(None);

    private static async Task ActAsync(RunningApp app, string id, Random random)
    {
        var act = random.Next(6);
        var account = new AccountKey(RunningApp.Tenant, id);
        if (await app.Service<CtaReader>().FindSlotsAsync(account, None) is not [{ Slot: var slot }])
        {
            (await app.PostAsync(RunningApp.Account(id, "generate-cta"))).Is(201);
            return;
        }

        var patch = act switch
        {
            0 => """{"status":"OPEN"}""",
            1 => """{"status":"IN_PROGRESS"}""",
            2 => """{"ownerId":null}""",
            3 => $$"""{"status":"SNOOZED","snoozeUntil":"{{app.Clock.GetUtcNow().AddDays(3):yyyy-MM-ddTHH:mm:ss}}Z"}""",
            4 => """{"status":"CANCELLED"}""",
            _ => """{"status":"COMPLETED","outcome":"NEUTRAL","notes":"Done"}""",
        };
        (await app.SendAsync(HttpMethod.Patch, RunningApp.Account(id, "ctas/" + slot.CtaId), patch)).Is(200);
    }
}
