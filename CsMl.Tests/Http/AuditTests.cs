using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Audit;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using CsMl.Tests.OpenApi;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>Who changed what.</summary>
public sealed class AuditTests
{
    private const string Churn = """{"predictionType":"CHURN"}""";

    private static readonly string Audit = RunningApp.Portfolio("audit");

    [Fact]
    public async Task Every_call_of_the_http_file_that_changes_something_leaves_one_row_and_no_other_call_does()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.PutAsync(RunningApp.Account("acme-1", "context"), """{"name":"Acme"}""");
        var changing = new List<string>();
        // The account is needed to the end.
        var last = DescribedFunction.All.Single(f => f.Operation.Function == "DeleteAccount");
        foreach (var function in DescribedFunction.All.Where(f => f.IsOfTenant && f != last).Append(last))
        {
            var before = await CountAsync(app);
            var answer = await SendAsync(app, function);
            var rows = await CountAsync(app) - before;

            // What was refused or read is not here, and what was changed is.
            var isChange =
                answer.Status < 300
                && (
                    function.Answers.Values.Contains(typeof(PredictionAnswer))
                        ? !answer.Json.TryGetProperty("cached", out _)
                        : function.Method != "GET"
                );
            Assert.True(rows == (isChange ? 1 : 0), $"{function.Operation.Function} left {rows} rows: {answer.Body}");
            if (isChange)
            {
                changing.Add(function.Operation.Function);
            }
        }

        Assert.Equal(last.Operation.Function, changing[^1]);
        Assert.Contains("PutContext", changing);
        Assert.Contains("PostImport", changing);
        Assert.True(changing.Count > 10, $"Only {string.Join(", ", changing)} changed something.");
    }

    [Fact]
    public async Task A_row_says_who_and_what_and_when_and_of_which_account()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await app.PutSampleAsync();
        var agent = SomeKeys.Bearer(AccessRole.Agent);
        (await app.PredictAsync("1004", "CHURN", "{}", agent)).Is(200);
        var made = (await app.PostAsync(RunningApp.Account("1004", "generate-cta"), Churn, agent)).Is(201);
        var cta = RunningApp.Account("1004", $"ctas/{made.Text("data.cta.id")}");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.SendAsync(HttpMethod.Patch, cta, """{"status":"IN_PROGRESS"}""", agent, ("X-User-ID", "kim"))).Is(
            200
        );

        var row = (await app.GetAsync(Audit, SomeKeys.Bearer(AccessRole.Admin))).Is(200).At("data[0]");

        Assert.Equal("patchCta", row.GetProperty("action").GetString());
        Assert.Equal("the-agent", row.GetProperty("caller").GetString());
        Assert.Equal("kim", row.GetProperty("onBehalfOf").GetString());
        Assert.Equal("1004", row.GetProperty("accountId").GetString());
        Assert.Equal($"ctas/{made.Text("data.cta.id")}", row.GetProperty("resource").GetString());
        Assert.Equal(app.Clock.GetUtcNow(), row.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("before").ValueKind);
    }

    [Fact]
    public async Task A_prediction_leaves_a_row_where_it_is_made_and_none_where_it_was_stored()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        var risk = RunningApp.Account("acme", "churn-risk");

        foreach (var (path, rows) in new[] { (risk, 1), (risk, 1), (RunningApp.Account("acme", "health-insights"), 2) })
        {
            (await app.GetAsync(path)).Is(200);
            Assert.Equal(rows, await CountAsync(app));
        }
    }

    [Fact]
    public async Task Pages_go_back_in_time_and_of_one_account_too()
    {
        await using var app = await RunningApp.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await app.PutAsync(RunningApp.Account($"a{i % 2}", "context"), """{"name":"A"}""")).Is(200);
        }

        Assert.Equal(["a0", "a1", "a0", "a1", "a0", "a1", "a0"], await AccountsAsync(app, "?limit=2"));
        Assert.Equal(["a1", "a1", "a1"], await AccountsAsync(app, "?limit=2&accountId=a1"));
        Assert.Empty(await AccountsAsync(app, "?limit=2&accountId=a2"));
        (await app.GetAsync(Audit + "?accountId=a~1")).IsProblem(400, "INVALID_REQUEST", "accountId");
        var cursor = (await app.GetAsync(Audit + "?limit=2&accountId=a1")).Text("nextLink")!.Split("cursor=")[1];
        (await app.GetAsync($"{Audit}?cursor={cursor}")).IsProblem(400, "INVALID_REQUEST", "cursor");
    }

    [Fact]
    public async Task Tenants_see_their_own_rows_alone()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        (await app.PutAsync(RunningApp.Account("x", "context"), """{"name":"A"}""", ("X-Tenant-ID", "a"))).Is(200);

        Assert.Single((await app.GetAsync(Audit, ("X-Tenant-ID", "a"))).Items("data"));
        Assert.Empty((await app.GetAsync(Audit, ("X-Tenant-ID", "b"))).Items("data"));
    }

    [Fact]
    public async Task A_night_deletes_what_is_older_than_the_setting_says()
    {
        await using var app = await RunningApp.StartAsync(("Audit:RetentionDays", "30"));
        await app.PutAsync(RunningApp.Account("old", "context"), """{"name":"A"}""");
        app.Clock.Advance(TimeSpan.FromDays(20));
        await app.PutAsync(RunningApp.Account("new", "context"), """{"name":"A"}""");
        app.Clock.Advance(TimeSpan.FromDays(10.5));

        await app.NightAsync();

        Assert.Equal(["new"], await AccountsAsync(app, ""));
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_goes_with_the_next_that_can()
    {
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Runs = new FailingTable(tables.Runs),
            }
        );
        var runs = (FailingTable)app.Service<Tables>().Runs;
        runs.Fail(EntityKey.Of(RunningApp.Tenant, "audit"), reads: false, new StorageUnavailableException("busy"));
        foreach (var id in (string[])["first", "second"])
        {
            (await app.PutAsync(RunningApp.Account(id, "context"), """{"name":"A"}""")).Is(200);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, await CountAsync(app));
        runs.Mend();
        (await app.PutAsync(RunningApp.Account("third", "context"), """{"name":"A"}""")).Is(200);

        Assert.Equal(["third", "second", "first"], await AccountsAsync(app, ""));
        Assert.Equal(2, app.Log.Entries.Count(e => e.Message.Contains("putContext", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_accounts_id_can_be_replaced_wherever_it_stands()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var id in (string[])["secret-1", "other", "secret-1"])
        {
            (await app.PutAsync(RunningApp.Account(id, "context"), """{"name":"A"}""")).Is(200);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await app.Service<AuditLog>()
            .ReplaceAccountAsync(new AccountKey(RunningApp.Tenant, "secret-1"), "erased-7", CancellationToken.None);

        Assert.Equal(["erased-7", "other", "erased-7"], await AccountsAsync(app, ""));
        Assert.DoesNotContain(
            app.Dump(),
            row =>
                row.StartsWith("runs ", StringComparison.Ordinal) && row.Contains("secret-1", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_was_before_and_is_after_is_kept_where_a_call_tells()
    {
        await using var app = await RunningApp.StartAsync();
        var entry = AuditEntry.Of("putSettings", app.Clock.GetUtcNow()) with
        {
            Before = new JsonObject { ["days"] = 7 },
            After = new JsonObject { ["days"] = 14 },
        };

        await app.Service<AuditLog>().RecordAsync(RunningApp.Tenant, entry);
        await app.Service<AuditLog>().RecordAsync(RunningApp.Tenant, entry);

        var row = Assert.Single((await app.GetAsync(Audit)).Is(200).Items("data"));
        Assert.Equal("""{"days":7}""", row.GetProperty("before").GetRawText());
        Assert.Equal("""{"days":14}""", row.GetProperty("after").GetRawText());
    }

    private static async Task<int> CountAsync(RunningApp app) => (await AccountsAsync(app, "?limit=100")).Count;

    private static async Task<List<string?>> AccountsAsync(RunningApp app, string query)
    {
        var accounts = new List<string?>();
        for (var next = Audit + query; next is not null; )
        {
            var page = (await app.GetAsync(next)).Is(200);
            accounts.AddRange(page.Items("data").Select(row => row.GetProperty("accountId").GetString()));
            next = page.Json.TryGetProperty("nextLink", out var link) ? link.GetString() : null;
        }

        return accounts;
    }

    private static async Task<HttpAnswer> SendAsync(RunningApp app, DescribedFunction function)
    {
        var path = "/api/" + function.Route.Replace("{accountId}", "acme-1", StringComparison.Ordinal);
        foreach (var name in (string[])["{ctaId}", "{runId}", "{playbookId}", "{predictionId}"])
        {
            path = path.Replace(name, "none", StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(new HttpMethod(function.Method), path);
        if (RecordedCalls.ReadFile().Requests.FirstOrDefault(r => IsOf(r, function)) is { Body: { } body } call)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                call.Headers.First(h => h.Name == "Content-Type").Value
            );
        }

        return await app.SendAsync(request);
    }

    private static bool IsOf(HttpFileRequest request, DescribedFunction function) =>
        request.Method == function.Method
        && request.Url.Split('?')[0].EndsWith("/" + function.Route.Split("/ml/")[^1], StringComparison.Ordinal);
}
