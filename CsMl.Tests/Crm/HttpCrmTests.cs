using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Crm;

/// <summary>The app on a CRM that is reached over HTTP and pages by a cursor of its own.</summary>
public sealed class HttpCrmTests : IAsyncLifetime, IDisposable
{
    private const int Accounts = 40;
    private const string Tenant = RunningApp.Tenant;
    private static readonly CancellationToken None = CancellationToken.None;

    private FakeCrm _crm = null!;
    private HttpClient _http = null!;
    private RunningApp _app = null!;
    private IReadOnlyList<AccountFacts> _sample = [];

    public async Task InitializeAsync()
    {
        _crm = await FakeCrm.StartAsync();
        _http = new HttpClient { BaseAddress = _crm.Address, Timeout = HangGuard.Limit };
        _app = await RunningApp.StartWithAsync(
            services => services.AddSingleton<ICtaSink>(new HttpCtaSink(_http)),
            ("Crm:Kind", "Http"),
            ("Crm:Endpoint", _crm.Address.ToString()),
            ("Crm:Retries", "0")
        );
        _sample = [.. SampleCustomers.Make(_app.Clock.GetUtcNow()).Take(Accounts)];
        _crm.Put(_sample);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _crm.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task The_night_scores_every_account_and_the_next_one_reads_only_what_changed()
    {
        var first = await _app.RunNightAsync();

        Assert.Equal(("completed", Accounts), (first.Text("data.state"), Scored(first)));
        var pages = _crm.Requests.Count(IsPage);
        Assert.InRange(pages, 6, 7);

        var before = await FactsAsync("123");
        _crm.Put(before with { Name = "Renamed" });
        _crm.Put(Some.KnownAccount() with { AccountId = "new" });
        var removed = _sample.First(facts => facts.AccountId != "123").AccountId;
        _crm.Remove(removed);
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var second = await _app.RunNightAsync();

        Assert.Equal(("completed", Accounts), (second.Text("data.state"), Scored(second)));
        Assert.Equal(pages + 1, _crm.Requests.Count(IsPage));
        var renamed = (await _app.GetAsync(RunningApp.Account("123", "churn-risk"))).Is(200);
        Assert.Equal("Renamed", renamed.Text("data.accountName"));
        (await _app.GetAsync(RunningApp.Account("new", "predictions"))).Is(200);
        (await _app.GetAsync(RunningApp.Account(removed, "predictions"))).IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task A_CTA_arrives_once_under_its_id_however_often_it_is_created()
    {
        var run = await _app.RunNightAsync();
        var created = run.At("data.counts.ctasCreated").GetInt32();
        Assert.NotEqual(0, created);
        Assert.Equal(created, _crm.Ctas.Count);
        var posts = _crm.Requests.Count(request => request == "POST /ctas");
        Assert.Equal(created, posts);

        // The same run makes the same CTA again, as after it was cut off.
        var list = (await _app.GetAsync(RunningApp.Portfolio("high-risk?limit=1"))).Is(200);
        var riskiest = list.Items("data")[0].GetProperty("account").GetProperty("id").GetString()!;
        var query = new GenerateCtaQuery(new AccountKey(Tenant, riskiest), PredictionType.Churn)
        {
            RunId = run.Text("data.runId"),
        };
        var again = await _app.Service<GenerateCta>().RunAsync(query, None);

        Assert.True(again!.WasCreated);
        Assert.Equal(posts, _crm.Requests.Count(request => request == "POST /ctas"));
        Assert.Equal(created, _crm.Ctas.Count);
        Assert.Contains(again.Cta!.Id, _crm.Ctas.Keys);
    }

    [Fact]
    public async Task A_patch_is_sent_on_as_an_update_and_the_last_as_a_close()
    {
        await _app.RunNightAsync();
        var id = _crm.Ctas.Keys.Order(StringComparer.Ordinal).First();
        using var sent = System.Text.Json.JsonDocument.Parse(_crm.Ctas[id]);
        var url = RunningApp.Account(sent.RootElement.GetProperty("accountId").GetString()!, "ctas/" + id);

        (await _app.SendAsync(HttpMethod.Patch, url, """{"status":"IN_PROGRESS"}""")).Is(200);
        Assert.Equal("PUT /ctas", _crm.Requests.Last());
        (await _app.SendAsync(HttpMethod.Patch, url, """{"status":"COMPLETED","outcome":"POSITIVE"}""")).Is(200);
        Assert.Equal("DELETE /ctas", _crm.Requests.Last());

        Assert.Contains("COMPLETED", _crm.Ctas[id], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CTA_that_follows_the_owner_or_whose_account_is_gone_is_sent_on()
    {
        await _app.RunNightAsync();
        var id = _crm.Ctas.Keys.Order(StringComparer.Ordinal).First();
        using var sent = System.Text.Json.JsonDocument.Parse(_crm.Ctas[id]);
        var account = sent.RootElement.GetProperty("accountId").GetString()!;

        _crm.Put((await FactsAsync(account)) with { OwnerId = "lee" });
        (await _app.PredictAsync(account, options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal("PUT /ctas", _crm.Requests.Last());
        Assert.Contains("\"ownerId\":\"lee\"", _crm.Ctas[id], StringComparison.Ordinal);

        _crm.Remove(account);
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.RunNightAsync();

        Assert.Contains("CANCELLED", _crm.Ctas[id], StringComparison.Ordinal);
        var closed = (await _app.GetAsync(RunningApp.Portfolio("ctas?status=CANCELLED&limit=100"))).Is(200);
        Assert.Contains(id, closed.Items("data").Select(cta => cta.GetProperty("id").GetString()));
        await Ctas.CtasInStore.AreWholeAsync(_app.Service<Core.Storage.Tables>(), Tenant);
    }

    [Fact]
    public async Task The_CRMs_copy_of_a_CTA_of_ours_takes_no_place()
    {
        await _app.RunNightAsync();
        var id = _crm.Ctas.Keys.Order(StringComparer.Ordinal).First();
        var copy = System.Text.Json.JsonSerializer.Deserialize(_crm.Ctas[id], AccountJson.Plain.Cta)!;
        (
            await _app.SendAsync(
                HttpMethod.Patch,
                RunningApp.Account(copy.AccountId, "ctas/" + id),
                """{"status":"CANCELLED"}"""
            )
        ).Is(200);
        // It was closed here, and is still open there.
        _crm.Put((await FactsAsync(copy.AccountId)) with { Ctas = [copy with { UpdatedAt = _app.Clock.GetUtcNow() }] });
        _app.Clock.Advance(TimeSpan.FromDays(8));
        (await _app.PredictAsync(copy.AccountId, options: """{"forceRefresh":true}""")).Is(200);

        (await _app.PostAsync(RunningApp.Account(copy.AccountId, "generate-cta"))).Is(201);
    }

    [Fact]
    public async Task CTAs_that_the_CRM_does_not_take_are_kept_and_arrive_later()
    {
        _crm.RefusesCtas = true;

        var created = (await _app.RunNightAsync()).At("data.counts.ctasCreated").GetInt32();

        Assert.NotEqual(0, created);
        Assert.Empty(_crm.Ctas);
        var stats = (await _app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(created, stats.At("data.totalGenerated").GetInt32());
        Assert.Equal(
            created,
            _app.Log.Entries.Count(entry =>
                entry.Level == LogLevel.Warning
                && entry.Message.Contains("could not be sent to the CRM, try 1", StringComparison.Ordinal)
            )
        );

        _crm.RefusesCtas = false;
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        await _app.Service<DeliverPending>().RunAsync(None);
        Assert.Equal(created, _crm.Ctas.Count);
    }

    [Fact]
    public async Task A_new_prediction_reads_the_account_afresh_and_updates_the_index()
    {
        await _app.RunNightAsync();
        _crm.Put((await FactsAsync("123")) with { Name = "Renamed" });

        var stored = (await _app.PredictAsync("123")).Is(200);
        var fresh = (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.NotEqual("Renamed", stored.Text("data.accountName"));
        Assert.Equal("Renamed", fresh.Text("data.accountName"));
        Assert.Equal("Renamed", (await FactsAsync("123")).Name);
        (await _app.PredictAsync("nobody")).IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task A_CRM_that_is_down_is_said_to_be_and_the_night_names_it()
    {
        _crm.IsDown = true;

        (await _app.PredictAsync("123")).IsProblem(503, "CRM_UNAVAILABLE");
        await _app.NightAsync();

        var run = (await _app.GetAsync(RunningApp.Portfolio("runs/nightly-2026-03-04"))).Is(200);
        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal(
            [
                "No account was scored: the run could not be planned on any try.",
                "The CRM answered 500 to GET accounts.",
            ],
            run.Items("data.failures").Select(failure => failure.GetProperty("reason").GetString())
        );

        _crm.IsDown = false;
        var url = RunningApp.Portfolio("runs/nightly-2026-03-04/retry");
        var mended = await _app.WhenOverAsync((await _app.PostAsync(url)).Is(202));
        Assert.Equal(("completed", Accounts), (mended.Text("data.state"), Scored(mended)));
        Assert.Empty(mended.Items("data.failures"));
    }

    private async Task<AccountFacts> FactsAsync(string id) =>
        (await _app.Index.FindAsync(new AccountKey(Tenant, id), None))!.Facts;

    private static bool IsPage(string request) =>
        request == "GET /accounts" || request.StartsWith("GET /accounts?", StringComparison.Ordinal);

    private static int Scored(HttpAnswer run) => run.At("data.counts.scored").GetInt32();
}
