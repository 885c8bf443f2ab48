using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local;
using CsMl.Local.Host;
using CsMl.Tests.Host;
using CsMl.Tests.Host.Queues;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests;

/// <summary>The whole app, as the local host serves it, on either kind of storage.</summary>
public abstract partial class LocalAppSuite : IDisposable
{
    private const string Accounts = "/api/crm/accounts/";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestDirectory _directory = new();

    protected abstract (string Key, string? Value)[] Settings { get; }

    protected string DataDirectory => _directory.Path;

    protected bool HasDatabaseFile => File.Exists(Path.Combine(DataDirectory, "csml.db"));

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Accounts_that_were_imported_are_predicted_and_listed_by_risk()
    {
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        await using var app = Build(store, FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly));
        using var client = await StartAsync(app);
        var (leaving, fine) = (Id(), Id());

        var report = await PostAsync(
            client,
            "portfolio/ml/import",
            $$"""
            {"accountId":"{{leaving}}","name":"Leaving","subscription":{"status":"PENDING_CANCELLATION"} }
            {"accountId":"{{fine}}","name":"Fine","healthScore":95}
            """,
            "application/x-ndjson"
        );
        Assert.Equal(2, report.GetProperty("imported").GetInt32());
        foreach (var id in (string[])[leaving, fine])
        {
            var prediction = await PostAsync(client, $"{id}/ml/predict", """{"predictionType":"CHURN"}""");
            Assert.Equal(id, prediction.GetProperty("data").GetProperty("accountId").GetString());
        }

        var list = await client.GetFromJsonAsync<JsonElement>(Accounts + "portfolio/ml/high-risk?limit=100");
        var listed = list.GetProperty("data")
            .EnumerateArray()
            .Select(row => row.GetProperty("account").GetProperty("id").GetString());
        Assert.Contains(leaving, listed);
        Assert.DoesNotContain(fine, listed);
    }

    [StorageFact]
    public async Task An_import_that_is_left_running_is_told_of_by_its_run()
    {
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        await using var app = Build(store, FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly));
        using var client = await StartAsync(app);
        // More than two parts of the store, and two batches.
        var ids = Enumerable.Range(0, 700).Select(_ => Id()).ToList();
        var lines = string.Concat(
            ids.Select(id => $$"""{"accountId":"{{id}}","name":"Left"{{new string(' ', 1_500)}}}""" + "\n")
        );

        var accepted = await PostAsync(
            client,
            "portfolio/ml/import?wait=false",
            lines + "{}",
            "application/x-ndjson",
            HttpStatusCode.Accepted
        );
        using var late = new CancellationTokenSource(HangGuard.Limit);
        JsonElement run;
        do
        {
            run = (
                await client.GetFromJsonAsync<JsonElement>(accepted.GetProperty("statusUrl").GetString(), late.Token)
            ).GetProperty("data");
        } while (run.GetProperty("completedAt").ValueKind == JsonValueKind.Null);

        var report = run.GetProperty("report");
        Assert.Equal(
            (701, 700, 1),
            (
                report.GetProperty("received").GetInt32(),
                report.GetProperty("imported").GetInt32(),
                report.GetProperty("failed").GetInt32()
            )
        );
        Assert.Equal(701, report.GetProperty("errors")[0].GetProperty("line").GetInt32());
        var last = await client.GetFromJsonAsync<JsonElement>(Accounts + ids[^1] + "/ml/context");
        Assert.Equal("Left", last.GetProperty("data").GetProperty("name").GetString());
        await IsWithoutFileAsync(app.Services.GetRequiredService<Tables>(), run.GetProperty("runId").GetString()!);
    }

    [StorageFact]
    public async Task A_recorded_departure_ends_predictions_and_CTAs_at_once_and_a_renewal_begins_them_again()
    {
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        await using var app = Build(store, FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly));
        using var client = await StartAsync(app);
        var id = Id();
        var risky = System.Text.Json.JsonSerializer.Serialize(
            Local.Sample.SamplePortfolio.Make(TimeProvider.System.GetUtcNow())[0] with
            {
                AccountId = id,
            },
            Core.Accounts.AccountJson.Default.AccountFacts
        );
        await PostAsync(client, "portfolio/ml/import", risky, "application/x-ndjson");
        await PostAsync(client, $"{id}/ml/predict", """{"predictionType":"CHURN"}""");
        await PostAsync(client, $"{id}/ml/generate-cta", "{}", status: HttpStatusCode.Created);

        await PostAsync(client, $"{id}/ml/outcomes", """{"outcome":"CHURNED"}""", status: HttpStatusCode.Created);

        var refused = await PostAsync(
            client,
            $"{id}/ml/predict",
            """{"predictionType":"CHURN"}""",
            status: HttpStatusCode.Conflict
        );
        Assert.Equal("ACCOUNT_HAS_LEFT", refused.GetProperty("code").GetString());
        Assert.False(await IsListedAsync());
        var ctas = await client.GetFromJsonAsync<JsonElement>(Accounts + $"{id}/ml/ctas");
        Assert.Equal("CANCELLED", ctas.GetProperty("data")[0].GetProperty("status").GetString());

        await PostAsync(client, $"{id}/ml/outcomes", """{"outcome":"RENEWED"}""", status: HttpStatusCode.Created);

        await PostAsync(client, $"{id}/ml/predict", """{"predictionType":"CHURN"}""");
        Assert.True(await IsListedAsync());

        async Task<bool> IsListedAsync()
        {
            var list = await client.GetFromJsonAsync<JsonElement>(Accounts + "portfolio/ml/high-risk?limit=100");
            return list.GetProperty("data")
                .EnumerateArray()
                .Any(row => row.GetProperty("account").GetProperty("id").GetString() == id);
        }
    }

    [StorageFact]
    public async Task CTAs_over_accounts_are_listed_by_due_date_and_changed_at_once()
    {
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        await using var app = Build(store, FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly));
        using var client = await StartAsync(app);
        // An owner of this test's own, as the storage account may hold the CTAs of others.
        var owner = Id();
        var ids = new List<string> { Id(), Id(), Id() };
        foreach (var id in ids)
        {
            var facts = Local.Sample.SamplePortfolio.Make(TimeProvider.System.GetUtcNow())[0];
            var line = JsonSerializer.Serialize(
                facts with
                {
                    AccountId = id,
                    OwnerId = owner,
                },
                Core.Accounts.AccountJson.Default.AccountFacts
            );
            await PostAsync(client, "portfolio/ml/import", line, "application/x-ndjson");
            await PostAsync(client, $"{id}/ml/predict", """{"predictionType":"CHURN"}""");
            await PostAsync(client, $"{id}/ml/generate-cta", "{}", status: HttpStatusCode.Created);
        }

        var open = await ListAsync("");
        Assert.Equal(ids.Order(StringComparer.Ordinal), open.Select(Account).Order(StringComparer.Ordinal));
        var dates = open.Select(cta => cta.GetProperty("dueDate").GetDateTimeOffset()).ToList();
        Assert.Equal(dates.Order(), dates);

        var named = open.Take(2)
            .Select(cta => $$"""{"accountId":"{{Account(cta)}}","ctaId":"{{cta.GetProperty("id").GetString()}}"}""");
        using var body = new StringContent(
            $$$"""{"ctas":[{{{string.Join(',', named)}}}],"change":{"status":"COMPLETED"}}""",
            Encoding.UTF8,
            "application/json"
        );
        using var patched = await client.PatchAsync(Accounts + "portfolio/ml/ctas", body);
        var result = await patched.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((2, 0), (result.GetProperty("changed").GetInt32(), result.GetProperty("failed").GetInt32()));
        Assert.Equal(open.Skip(2).Select(Account), (await ListAsync("")).Select(Account));
        Assert.Equal(2, (await ListAsync("&status=COMPLETED&limit=1")).Count);

        static string Account(JsonElement cta) => cta.GetProperty("accountId").GetString()!;

        async Task<List<JsonElement>> ListAsync(string query)
        {
            var found = new List<JsonElement>();
            var link = $"{Accounts}portfolio/ml/ctas?ownerId={owner}{query}";
            while (link is not null)
            {
                var page = await client.GetFromJsonAsync<JsonElement>(link);
                found.AddRange(page.GetProperty("data").EnumerateArray());
                link = page.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
            }

            return found;
        }
    }

    [StorageFact]
    public async Task The_nightly_run_scores_what_is_there()
    {
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        await using (var app = Build(store, FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly)))
        {
            using var client = await StartAsync(app);
            await PostAsync(
                client,
                "portfolio/ml/import",
                $$"""{"accountId":"{{Id()}}","name":"Acme"}""",
                "application/x-ndjson"
            );
        }

        await using var services = LocalApp.Services(store, Configuration());
        await services.GetRequiredService<StartRun>().NightAsync(None);
        await LocalApp.WorkOffAsync(services, TimeProvider.System, TextWriter.Null, None);

        var runs = await services.GetRequiredService<RunStore>().ListAsync(LocalApp.Tenant, None);
        var run = Assert.Single(runs, run => run.Kind == RunKind.Nightly);
        Assert.Equal(RunState.Completed, run.State);
    }

    [StorageFact]
    public async Task Work_that_is_sent_sets_functions_off_and_what_fails_too_often_is_put_aside()
    {
        var probe = new QueueProbe
        {
            Body = (text, _) =>
                text.StartsWith("bad", StringComparison.Ordinal)
                    ? throw new InvalidOperationException("bad")
                    : Task.CompletedTask,
        };
        using var store = LocalApp.OpenStore(DataDirectory, Configuration());
        var hostJson = _directory.Write("host.json", """{ "extensions": { "queues": { "maxDequeueCount": 2 } } }""");
        var queue = $"work-{Guid.NewGuid():N}";
        await using var app = Build(
            store,
            [typeof(NamedInASetting)],
            builder =>
            {
                builder.Services.AddSingleton(probe);
                builder.Configuration.AddInMemoryCollection([new("Sample:Queue", queue)]);
            },
            hostJson
        );
        using var client = await StartAsync(app);

        await app.Services.GetRequiredService<IWorkQueue>().SendAsync(queue, ["good é", "bad"], None);
        string[] runs = [await probe.NextRunAsync(), await probe.NextRunAsync(), await probe.NextRunAsync()];
        await app.StopAsync();

        Assert.Equal(
            ["bad of attempt 1", "bad of attempt 2", "good é of attempt 1"],
            runs.Order(StringComparer.Ordinal)
        );
        var queues = app.Services.GetRequiredService<CsMl.Local.Host.Queues.IMessageQueues>();
        Assert.Empty(await queues.Open(queue).ReceiveAsync(32, TimeSpan.FromMinutes(1), None));
        var poison = await queues.Open(queue + "-poison").ReceiveAsync(32, TimeSpan.FromMinutes(1), None);
        Assert.Single(poison);
    }
}
