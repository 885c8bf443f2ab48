using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>Tenants whose CRMs are delivered to one after another, within the time of one call of the timer.</summary>
public sealed class DeliveryTurnsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeCtaDesk _desk = new() { Before = (_, _) => Task.FromResult(SinkFault.Lost) };
    private readonly ConcurrentQueue<string> _delivered = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync() =>
        _app = await RunningApp.StartWithAsync(
            services => services.AddSingleton<ICtaSink>(_desk),
            ("Tenancy:Mode", "Header")
        );

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_CRM_that_hangs_at_every_call_holds_up_the_other_tenants_for_one_call()
    {
        await CreateAsync("a", 1);
        await CreateAsync("b", 1);
        await CreateAsync("c", 1);
        _desk.Before = (_, cta) => Task.FromResult(Take(cta, "a", TimeSpan.FromSeconds(30)));

        await DeliverAsync();
        Assert.Empty(_delivered);
        await DeliverAsync();

        Assert.Equal(["b", "c"], _delivered.Distinct());
    }

    [Fact]
    public async Task A_tenant_with_much_to_send_leaves_the_others_their_share_of_the_time()
    {
        await CreateAsync("a", 30);
        await CreateAsync("b", 1);
        _desk.Before = (_, cta) => Task.FromResult(Take(cta, "a", TimeSpan.FromSeconds(1)));

        await DeliverAsync();

        Assert.Contains("b", _delivered);
    }

    /// <summary>A call of the slow tenant takes its time and is lost; others arrive at once.</summary>
    private SinkFault Take(Cta cta, string slow, TimeSpan takes)
    {
        var tenant = cta.AccountId[..1];
        if (tenant != slow)
        {
            _delivered.Enqueue(tenant);
            return SinkFault.None;
        }

        _app.Clock.Advance(takes);
        return SinkFault.Lost;
    }

    /// <summary>After the pauses of all that failed before.</summary>
    private Task DeliverAsync()
    {
        _app.Clock.Advance(TimeSpan.FromHours(1));
        return _app.Service<DeliverPending>().RunAsync(None);
    }

    private async Task CreateAsync(string tenant, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = $"{tenant}{i}";
            await _app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = id }, tenant);
            var header = ("X-Tenant-ID", tenant);
            (await _app.PredictAsync(id, headers: [header])).Is(200);
            (await _app.PostAsync(RunningApp.Account(id, "generate-cta"), null, header)).Is(201);
        }
    }
}
