using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>What the CRM has of a CTA after calls that fail, hang, are refused and are not answered.</summary>
public sealed class DeliverCtaTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, "123");

    private readonly FakeCtaDesk _desk = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartWithAsync(services => services.AddSingleton<ICtaSink>(_desk));
        await _app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123" });
        (await _app.PredictAsync("123")).Is(200);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task It_has_each_CTA_once_with_its_owner_and_nothing_is_left_to_send()
    {
        var id = await CreateAsync();
        Assert.Equal(["create", "update"], _desk.Calls);

        await PatchAsync(id, """{"status":"COMPLETED","outcome":"POSITIVE","notes":"Done"}""");

        await IsDeliveredAsync(id);
        Assert.Equal((CtaStatus.Completed, CtaOutcome.Positive), (Desk().State!.Status, Desk().State!.Outcome));
        Assert.Equal(3, _desk.Calls.Count);
        Assert.Equal(CtaDeliveryResult.None, await DeliverAsync(id));
    }

    [Fact]
    public async Task A_create_that_worked_without_an_answer_is_found_again_and_not_repeated()
    {
        Fault("create", SinkFault.AnswerLost);
        var id = await CreateAsync();
        Assert.Equal(["create"], _desk.Calls);

        _app.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(CtaDeliveryResult.None, await DeliverAsync(id));
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await PendingAsync();

        Assert.Equal(["create", "find", "update"], _desk.Calls);
        await IsDeliveredAsync(id);
    }

    [Fact]
    public async Task A_CRM_that_is_down_is_asked_ever_more_seldom_until_it_answers()
    {
        _desk.Before = (_, _) => Task.FromResult(SinkFault.Lost);
        var id = await CreateAsync();
        var tries = new List<int>();
        for (var half = 1; half <= 200; half++)
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(30));
            if (await DeliverAsync(id) == CtaDeliveryResult.Postponed)
            {
                tries.Add(half * 30);
            }
        }

        Assert.Equal([30, 90, 210, 450, 930, 1890, 3690, 5490], tries);
        _desk.Before = (_, _) => Task.FromResult(SinkFault.None);
        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        await PendingAsync();
        await IsDeliveredAsync(id);
    }

    [Fact]
    public async Task A_request_waits_a_second_for_a_CRM_that_hangs_and_the_delivery_goes_on()
    {
        var (entered, answer) = (new TaskCompletionSource(), new TaskCompletionSource<SinkFault>());
        _desk.Before = (_, _) =>
        {
            entered.TrySetResult();
            return answer.Task;
        };

        var creating = CreateAsync();
        await entered.Task.WaitAsync(HangGuard.Limit);
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = await creating.WaitAsync(HangGuard.Limit);
        Assert.Empty(_desk.Ctas);

        // Meanwhile nobody else sends it, and a change is left to the attempt that is under way.
        await PatchAsync(id, """{"status":"IN_PROGRESS"}""");
        await PatchAsync(id, """{"status":"CANCELLED"}""");
        Assert.Empty(_desk.Calls);
        answer.SetResult(SinkFault.None);

        await WhenNothingIsPendingAsync();
        Assert.Equal("create", _desk.Calls[0]);
        await IsDeliveredAsync(id);
        Assert.Equal(CtaStatus.Cancelled, Desk().State!.Status);
    }

    [Fact]
    public async Task What_it_refuses_is_kept_with_the_reason_and_not_sent_again_before_the_next_change()
    {
        Fault("update", SinkFault.Refused);
        var id = await CreateAsync();

        _app.Clock.Advance(TimeSpan.FromDays(1));
        await PendingAsync();
        Assert.Equal(["create", "update"], _desk.Calls);
        var failure = Assert.Single(await Store.ListFailuresAsync(RunningApp.Tenant, None));
        Assert.Equal((id, "400: no such owner"), (failure.CtaId, failure.Failure.Reason));

        await PatchAsync(id, """{"ownerId":"42"}""");
        await IsDeliveredAsync(id);
        Assert.Empty(await Store.ListFailuresAsync(RunningApp.Tenant, None));
    }

    [Fact]
    public async Task One_that_was_deleted_in_the_CRM_stays_deleted_there()
    {
        var id = await CreateAsync();
        _desk.DeleteAll();

        await PatchAsync(id, """{"status":"IN_PROGRESS"}""");
        await PatchAsync(id, """{"status":"COMPLETED"}""");

        Assert.Empty(_desk.Ctas);
        Assert.Equal(["create", "update", "update", "find"], _desk.Calls);
        Assert.Empty(await Store.ListPendingAsync(RunningApp.Tenant, None));
        Assert.Contains(
            _app.Log.Entries,
            entry => entry.Message.Contains("was deleted in the CRM", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Without_a_CRM_nothing_of_a_delivery_is_written()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123" });
        (await app.PredictAsync("123")).Is(200);
        (await app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201);

        var kinds = app.Dump(withBodies: false).Where(row => row.StartsWith("results", StringComparison.Ordinal));
        Assert.Equal(
            ["c", "d", "l", "p", "r", "s"],
            kinds.Select(row => row.Split(' ')[2].Split('~')[0]).Distinct().Except(["a", "m", "v", "w", "y"]).Order()
        );
    }

    private CtaDeliveryStore Store => _app.Service<CtaDeliveryStore>();

    private SentCta Desk() => Assert.Single(_desk.Ctas).Cta;

    private async Task<string> CreateAsync() =>
        (await _app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201).Text("data.cta.id")!;

    private async Task PatchAsync(string id, string json) =>
        (await _app.SendAsync(HttpMethod.Patch, RunningApp.Account("123", "ctas/" + id), json)).Is(200);

    private Task<CtaDeliveryResult> DeliverAsync(string id) => _app.Service<DeliverCta>().RunAsync(Account, id, None);

    private Task PendingAsync() => _app.Service<DeliverPending>().RunAsync(None);

    /// <summary>The first call of this name fails so.</summary>
    private void Fault(string name, SinkFault fault) =>
        _desk.Before = (called, _) =>
        {
            var isFirst = called == name && fault != SinkFault.None;
            var answer = Task.FromResult(isFirst ? fault : SinkFault.None);
            fault = isFirst ? SinkFault.None : fault;
            return answer;
        };

    private async Task IsDeliveredAsync(string id)
    {
        Assert.Empty(await Store.ListPendingAsync(RunningApp.Tenant, None));
        var own = await _app.Service<CtaReader>().FindAsync(Account, id, None);
        Assert.Equal((id, CtaState.Of(own!.Cta)), (Assert.Single(_desk.Ctas).OwnId, Desk().State));
    }

    private async Task WhenNothingIsPendingAsync()
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        while ((await Store.ListPendingAsync(RunningApp.Tenant, None)).Count > 0)
        {
            late.Token.ThrowIfCancellationRequested();
        }
    }
}
