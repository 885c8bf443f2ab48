using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>The app's own CTAs, as a CRM lists them among its own in the facts of an account.</summary>
public sealed class OwnCtasTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeCtaDesk _desk = new();
    private RunningApp _app = null!;
    private AccountFacts _facts = null!;

    public async Task InitializeAsync()
    {
        _app = await RunningApp.StartWithAsync(services => services.AddSingleton<ICtaSink>(_desk));
        _facts = SamplePortfolio.Make(Some.Now)[0] with { AccountId = "123", Ctas = [] };
        await _app.PutAsync(_facts);
        (await _app.PredictAsync("123")).Is(200);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task They_are_left_out_by_their_link_and_by_their_mark_and_the_others_stay()
    {
        await CreateAsync();
        var others = new[] { There("1", CtaStatus.Open), There("2", CtaStatus.Completed) };
        var unanswered = There("3", CtaStatus.Open) with { Description = "Call\n[csml:0199b82e-c9c0-740a]" };

        var facts = await TakeOutAsync([There("crm1", CtaStatus.Open), .. others, unanswered]);

        Assert.Equal(others, facts.Ctas);
    }

    [Fact]
    public async Task One_that_somebody_closed_there_is_closed_here_with_the_same_outcome_and_not_sent_back()
    {
        var id = await CreateAsync();
        var calls = _desk.Calls.Count;

        var closed = There("crm1", CtaStatus.Completed) with { Outcome = CtaOutcome.Negative };
        Assert.Empty((await TakeOutAsync(closed)).Ctas);

        var own = (await _app.GetAsync(RunningApp.Account("123", "ctas/" + id))).Is(200);
        Assert.Equal(("COMPLETED", "NEGATIVE"), (own.Text("data.status"), own.Text("data.outcome")));
        Assert.Equal("crm", own.Text("data.events[0].by"));
        Assert.EndsWith("It was closed in the CRM.", own.Text("data.events[0].why"), StringComparison.Ordinal);
        Assert.Equal(calls, _desk.Calls.Count);
        Assert.Empty(await _app.Service<CtaDeliveryStore>().ListPendingAsync(RunningApp.Tenant, None));

        // Read once more, it changes nothing; opened here again, it opens there.
        await TakeOutAsync(closed);
        Assert.Equal(own.Body, (await _app.GetAsync(RunningApp.Account("123", "ctas/" + id))).Body);
        await PatchAsync(id, """{"status":"OPEN"}""");
        Assert.Equal(CtaStatus.Open, Assert.Single(_desk.Ctas).Cta.State!.Status);
    }

    [Fact]
    public async Task One_that_the_app_closed_is_not_closed_by_older_facts_after_it_was_opened_again()
    {
        var id = await CreateAsync();
        await PatchAsync(id, """{"status":"CANCELLED"}""");

        await TakeOutAsync(There("crm1", CtaStatus.Cancelled));
        var own = (await _app.GetAsync(RunningApp.Account("123", "ctas/" + id))).Is(200);

        Assert.Equal(2, own.Items("data.events").Count);
    }

    [Fact]
    public async Task A_copy_of_the_mark_closes_nothing()
    {
        var id = await CreateAsync();

        await TakeOutAsync(There("9", CtaStatus.Completed) with { Description = $"[csml:{id}]" });

        var own = (await _app.GetAsync(RunningApp.Account("123", "ctas/" + id))).Is(200);
        Assert.Equal("OPEN", own.Text("data.status"));
    }

    private Task<AccountFacts> TakeOutAsync(params Cta[] ctas) =>
        _app.Service<OwnCtas>().TakeOutAsync(RunningApp.Tenant, _facts with { Ctas = ctas }, None);

    private static Cta There(string id, CtaStatus status) =>
        new()
        {
            Id = id,
            AccountId = "123",
            Title = $"CTA {id}",
            Status = status,
        };

    private async Task<string> CreateAsync() =>
        (await _app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201).Text("data.cta.id")!;

    private async Task PatchAsync(string id, string json) =>
        (await _app.SendAsync(HttpMethod.Patch, RunningApp.Account("123", "ctas/" + id), json)).Is(200);
}
