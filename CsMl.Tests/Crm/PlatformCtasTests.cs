using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Platform;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>What the platform is asked for a CTA, and what becomes of it there.</summary>
public sealed class PlatformCtasTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, "123");

    private FakePlatformDesk _desk = null!;
    private RunningApp _app = null!;

    public async Task InitializeAsync()
    {
        _desk = await FakePlatformDesk.StartAsync();
        _app = await RunningApp.StartWithAsync(
            services => services.AddSingleton<IAccountSource, EmbeddedAccounts>(),
            _desk.Settings
        );
        await _app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123", OwnerId = "7" });
        (await _app.PredictAsync("123")).Is(200);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task It_is_created_with_its_mark_and_then_given_its_owner()
    {
        var id = await CreateAsync();

        var there = Assert.Single(_desk.Ctas);
        Assert.EndsWith($"\n[csml:{id}]", (string?)there["description"], StringComparison.Ordinal);
        Assert.Equal(
            ["POST /api/crm/accounts/123/ctas", "PUT /api/crm/accounts/123/ctas/100 {\"ownerId\":7}"],
            _desk.Requests.Select((request, i) => i == 0 ? request[..31] : request)
        );
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);
    }

    [Fact]
    public async Task Snooze_and_close_have_routes_of_their_own_and_the_close_tells_why()
    {
        var id = await CreateAsync();
        var until = $"{Some.Now.AddDays(1):yyyy-MM-ddTHH:mm:ss}Z";

        await PatchAsync(id, $$"""{"status":"SNOOZED","snoozeUntil":"{{until}}"}""");
        Assert.Equal(
            $$"""POST /api/crm/accounts/123/ctas/100/snooze {"snoozeUntil":"{{until}}"}""",
            _desk.Requests.Last()
        );

        await PatchAsync(id, """{"status":"COMPLETED","outcome":"POSITIVE","notes":"They renewed."}""");
        Assert.StartsWith("POST /api/crm/accounts/123/ctas/100/close", _desk.Requests.Last(), StringComparison.Ordinal);
        Assert.EndsWith("They renewed.", (string?)_desk.Ctas[0]["resolutionNotes"], StringComparison.Ordinal);
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);
    }

    [Fact]
    public async Task One_that_is_reopened_to_sleep_loses_its_outcome_there_too()
    {
        var id = await CreateAsync();
        await PatchAsync(id, """{"status":"COMPLETED","outcome":"NEUTRAL"}""");

        await PatchAsync(id, $$"""{"status":"SNOOZED","snoozeUntil":"{{Some.Now.AddDays(1):yyyy-MM-ddTHH:mm:ss}}Z"}""");
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);

        await PatchAsync(id, """{"status":"CANCELLED"}""");
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task And_where_that_is_cut_off_nobody_takes_it_for_a_close_in_the_platform(string method)
    {
        var id = await CreateAsync();
        await PatchAsync(id, """{"status":"COMPLETED","outcome":"NEUTRAL"}""");
        _desk.Fault = call =>
            Task.FromResult(call.StartsWith(method, StringComparison.Ordinal) ? DeskFault.Dead : DeskFault.None);
        await PatchAsync(id, $$"""{"status":"SNOOZED","snoozeUntil":"{{Some.Now.AddDays(1):yyyy-MM-ddTHH:mm:ss}}Z"}""");
        _desk.Fault = _ => Task.FromResult(DeskFault.None);

        await _app.Service<OwnCtas>().TakeOutAsync(RunningApp.Tenant, await FactsThereAsync(), None);

        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.Service<DeliverPending>().RunAsync(None);
        Assert.Equal("SNOOZED", (string?)_desk.Ctas[0]["status"]);
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);
    }

    [Fact]
    public async Task What_somebody_changed_there_stays_unless_the_app_changes_the_same()
    {
        var id = await CreateAsync();
        _desk.Edit(ctas => ctas[0]["priority"] = "LOW");

        await PatchAsync(id, """{"status":"IN_PROGRESS"}""");

        Assert.Equal(("IN_PROGRESS", "LOW"), ((string?)_desk.Ctas[0]["status"], (string?)_desk.Ctas[0]["priority"]));
    }

    [Fact]
    public async Task One_whose_create_was_not_answered_is_found_behind_hundreds_of_others()
    {
        _desk.Fault = _ => Task.FromResult(DeskFault.DeadAfter);
        var id = await CreateAsync();
        _desk.Fault = _ => Task.FromResult(DeskFault.None);
        _desk.Edit(ctas =>
            ctas.InsertRange(
                0,
                Enumerable
                    .Range(1_000, 250)
                    .Select(i => new JsonObject
                    {
                        ["id"] = i,
                        ["accountId"] = "123",
                        ["status"] = "OPEN",
                    })
            )
        );

        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        await _app.Service<DeliverPending>().RunAsync(None);

        Assert.Equal(3, _desk.Requests.Count(request => request.StartsWith("GET ", StringComparison.Ordinal)));
        Assert.Equal(251, _desk.Ctas.Count);
        _desk.Edit(ctas => ctas.RemoveRange(0, 250));
        await KilledDeliveryTests.AreEqualAsync(_app, _desk.States);
    }

    [Fact]
    public async Task An_owner_that_it_does_not_know_is_named_in_the_status_and_keeps_nothing_else_from_it()
    {
        await _app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123", OwnerId = "kim" });
        var id = await CreateAsync();
        await PatchAsync(id, """{"status":"COMPLETED"}""");

        Assert.Equal("COMPLETED", (string?)_desk.Ctas[0]["status"]);
        var status = (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Equal((0, 1), (status.At("deliveries.pending").GetInt32(), status.At("deliveries.failed").GetInt32()));
        Assert.Equal(
            "The CRM answered 400 to PUT api/crm/accounts/123/ctas/100; ownerId: Invalid input",
            status.Text("deliveries.lastFailure.reason")
        );

        await PatchAsync(id, """{"ownerId":"7"}""");
        status = (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Equal(0, status.At("deliveries.failed").GetInt32());
    }

    [Fact]
    public async Task Texts_are_cut_to_its_limits_and_never_in_the_mark_or_within_a_letter()
    {
        var cta = new Cta
        {
            Id = "0199b82e-c9c0-740a-93fe-31bb7a1a3192",
            AccountId = "123",
            Title = string.Concat(Enumerable.Repeat("🙂", 150)),
            Description = string.Concat(Enumerable.Repeat("🙂", 1_500)),
            Reason = string.Concat(Enumerable.Repeat("🙂", 400)),
        };

        var sent = await _app.Service<ICtaSink>().CreateAsync(RunningApp.Tenant, cta, None);

        var there = Assert.Single(_desk.Ctas);
        Assert.Equal(("100", CtaStatus.Open), (sent.CrmId, sent.State!.Status));
        Assert.Equal(cta.Id, PlatformCtaMark.Find((string?)there["description"]));
        Assert.All(
            (string[])["title", "description", "reason"],
            name => Assert.DoesNotContain('\uFFFD', ((string)there[name]!).Normalize())
        );
    }

    [Theory]
    [InlineData(404, "The CRM does not have the account.")]
    [InlineData(422, "The CRM answered 422 to POST api/crm/accounts/123/ctas; error: It is broken.")]
    public async Task A_create_that_it_will_never_take_is_not_sent_again(int status, string reason)
    {
        _desk.Fault = _ => Task.FromResult((DeskFault)status);
        await CreateAsync();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.Service<DeliverPending>().RunAsync(None);

        Assert.Single(_desk.Requests);
        var failure = Assert.Single(await _app.Service<CtaDeliveryStore>().ListFailuresAsync(RunningApp.Tenant, None));
        Assert.Equal(reason, failure.Failure.Reason);
    }

    [Fact]
    public async Task It_is_left_alone_for_as_long_as_it_asks()
    {
        _desk.Fault = _ => Task.FromResult(DeskFault.TooMany);
        var id = await CreateAsync();
        _desk.Fault = _ => Task.FromResult(DeskFault.None);

        _app.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(CtaDeliveryResult.None, await _app.Service<DeliverCta>().RunAsync(Account, id, None));
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CtaDeliveryResult.Delivered, await _app.Service<DeliverCta>().RunAsync(Account, id, None));
    }

    /// <summary>The account with its CTA as a sync would read it.</summary>
    private async Task<AccountFacts> FactsThereAsync()
    {
        var facts = (await _app.Index.FindAsync(Account, None))!.Facts;
        var (_, state) = Assert.Single(_desk.States);
        var there = new Cta
        {
            Id = "100",
            AccountId = "123",
            Title = "There",
            Status = state!.Status,
            Outcome = state.Outcome,
        };
        return facts with { Ctas = [there] };
    }

    private async Task<string> CreateAsync() =>
        (await _app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201).Text("data.cta.id")!;

    private async Task PatchAsync(string id, string json) =>
        (await _app.SendAsync(HttpMethod.Patch, RunningApp.Account("123", "ctas/" + id), json)).Is(200);
}
