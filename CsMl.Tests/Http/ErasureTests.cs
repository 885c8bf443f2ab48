using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>An account is erased by a call, and nothing brings it back that was not asked for.</summary>
public sealed class ErasureTests
{
    private const string Mark = "zqmark";
    private const string Id = Mark + "-1";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, Id);

    /// <summary>At high risk, with the mark in all of its texts.</summary>
    private static readonly string Facts = $$"""
        {
          "name": "{{Mark}} Ltd", "ownerId": "{{Mark}}-owner", "healthScore": 20, "annualRevenue": 50000,
          "contacts": [{"name": "Kim {{Mark}}", "role": "CEO", "lastContact": "2025-09-01"}],
          "activities": [
            {"type": "EMAIL", "date": "2025-08-01", "subject": "{{Mark}} wants to leave", "sentiment": "NEGATIVE"},
            {"type": "EMAIL", "date": "2025-08-10", "subject": "{{Mark}} again", "sentiment": "NEGATIVE"},
            {"type": "EMAIL", "date": "2025-08-20", "subject": "{{Mark}} again", "sentiment": "NEGATIVE"},
            {"type": "MEETING", "date": "2025-09-01", "subject": "{{Mark}} again", "sentiment": "NEGATIVE"}
          ],
          "healthHistory": [
            {"date": "2025-10-01", "overallScore": 80}, {"date": "2025-12-01", "overallScore": 50},
            {"date": "2026-02-01", "overallScore": 20}
          ],
          "tickets": [{"subject": "{{Mark}} broken", "createdAt": "2026-01-01", "status": "OPEN", "priority": "HIGH"}]
        }
        """;

    private static string Context => RunningApp.Account(Id, "context");

    private static string All => RunningApp.Account(Id, "").TrimEnd('/');

    [Fact]
    public async Task No_byte_of_the_store_holds_what_an_erased_account_had()
    {
        await using var app = await RunningApp.StartAsync();
        await LiveAsync(app);
        Assert.Contains(Mark, app.StoreText(), StringComparison.Ordinal);

        var answer = (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        Assert.True(answer.At("data.isComplete").GetBoolean());
        Assert.Equal(2, answer.At("data.erased.facts").GetInt32());
        Assert.Equal(2, answer.At("data.erased.ctas").GetInt32());
        Assert.DoesNotContain(Mark, app.StoreText(), StringComparison.OrdinalIgnoreCase);
        (await app.GetAsync(Context)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await app.PredictAsync(Id)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        await app.RunNightAsync();
        Assert.DoesNotContain(Mark, app.StoreText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Erased_again_there_is_nothing_left_to_count_and_who_is_not_known_is_not_found()
    {
        await using var app = await RunningApp.StartAsync();
        await LiveAsync(app);
        await app.SendAsync(HttpMethod.Delete, All, null);

        var again = (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        Assert.All(again.At("data.erased").EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt32()));
        (await app.SendAsync(HttpMethod.Delete, RunningApp.Account("nobody", "").TrimEnd('/'), null)).IsProblem(
            404,
            "ACCOUNT_NOT_FOUND"
        );
    }

    [Fact]
    public async Task Facts_of_an_erased_account_come_back_only_for_who_asks_for_it()
    {
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(Context, Facts)).Is(200);
        (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        (await app.PutAsync(Context, Facts)).IsProblem(409, "ACCOUNT_ERASED");
        var imported = await app.ImportAsync(ImportCalls.Lines, $$"""{"accountId":"{{Id}}","name":"Acme"}""");
        Assert.Equal((1, 0, 1), ImportCalls.Counts(imported));
        Assert.DoesNotContain(Mark, imported.Body, StringComparison.Ordinal);
        (
            await app.PostAsync(RunningApp.Account(Id, "activities"), """{"type":"EMAIL","date":"2026-03-01"}""")
        ).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await app.GetAsync(Context)).IsProblem(404, "ACCOUNT_NOT_FOUND");

        (await app.PutAsync(Context + "?restore=true", Facts)).Is(200);
        (await app.PredictAsync(Id)).Is(200);
        (await app.PutAsync(Context, Facts)).Is(200);
        (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);
        (await app.PutAsync(Context, Facts)).IsProblem(409, "ACCOUNT_ERASED");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prediction_that_was_being_made_is_not_saved(bool isFirst)
    {
        MeanwhileTable results = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new MeanwhileTable(tables.Results),
            }
        );
        (await app.PutAsync(Context, Facts)).Is(200);
        if (!isFirst)
        {
            (await app.PredictAsync(Id)).Is(200);
        }

        results.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("w~", StringComparison.Ordinal)),
            async () => (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200)
        );

        var late = await app.PredictAsync(Id, options: """{"forceRefresh":true}""");

        late.IsProblem(404, "ACCOUNT_NOT_FOUND");
        Assert.DoesNotContain(app.Dump(), row => row.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_a_run_that_was_being_scored_leaves_nothing()
    {
        MeanwhileTable results = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new MeanwhileTable(tables.Results),
            }
        );
        (await app.PutAsync(Context, Facts)).Is(200);
        await app.PutSampleAsync(accounts: 20);
        results.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("w~" + Id, StringComparison.Ordinal)),
            async () => (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200)
        );

        var run = await app.RunNightAsync();

        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal(21, run.At("data.counts.accounts").GetInt32());
        Assert.DoesNotContain(app.Dump(), row => row.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outcome_that_was_being_recorded_leaves_nothing()
    {
        MeanwhileTable results = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new MeanwhileTable(tables.Results),
            }
        );
        (await app.PutAsync(Context, Facts)).Is(200);
        results.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("o~", StringComparison.Ordinal)),
            async () => (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200)
        );

        var late = await OutcomeCalls.TellAsync(app, "CHURNED", Some.DaysAgo(1), Id);

        late.IsProblem(404, "ACCOUNT_NOT_FOUND");
        Assert.DoesNotContain(app.Dump(), row => row.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Facts_that_were_being_written_are_taken_back()
    {
        MeanwhileTable accounts = null!;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Accounts = accounts = new MeanwhileTable(tables.Accounts),
            }
        );
        (await app.PutAsync(Context, Facts)).Is(200);
        (await app.PredictAsync(Id)).Is(200);
        await app.Service<RemoveAccount>().RunAsync(Account, None);
        accounts.Before(
            changes => changes.Any(change => change.RowKey.StartsWith(Id + "~", StringComparison.Ordinal)),
            async () => (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200)
        );

        (await app.PutAsync(Context, Facts)).IsProblem(409, "ACCOUNT_ERASED");

        Assert.DoesNotContain(app.Dump(), row => row.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removal_by_the_CRM_does_not_write_the_name_of_an_erased_account()
    {
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(Context, Facts)).Is(200);
        (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);

        await app.Service<RemoveAccount>().RunAsync(Account, None);

        Assert.DoesNotContain(app.Dump(), row => row.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_that_is_under_way_is_waited_for_and_the_night_ends_the_erasure()
    {
        await using var app = await RunningApp.StartAsync();
        (await app.PutAsync(Context, Facts)).Is(200);
        var open = RunRecord.OfImport(
            RunRecord.ImportId("0196f0c0-0000-7000-8000-000000000000"),
            new ImportWork(new(), default, false, 1, 1, 1),
            Some.Now
        );
        await app.Service<RunStore>().AddAsync(RunningApp.Tenant, open, None);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"accountId":"{{Id}}"}"""));
        await app.Service<ImportStore>().SaveFileAsync(RunningApp.Tenant, open.RunId, file, None);

        var answer = (await app.SendAsync(HttpMethod.Delete, All, null)).Is(200);
        Assert.False(answer.At("data.isComplete").GetBoolean());

        await app.Service<StartRun>().CancelAsync(RunningApp.Tenant, open.RunId, None);
        await app.RunNightAsync();
        Assert.DoesNotContain(Mark, app.StoreText(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What an account has after some months: all that calls can write of it.</summary>
    private static async Task LiveAsync(RunningApp app)
    {
        (await app.PutAsync(Context, Facts)).Is(200);
        foreach (var type in EnumNamesOfTypes)
        {
            (await app.PredictAsync(Id, type)).Is(200);
        }

        var cta = (await app.PostAsync(RunningApp.Account(Id, "generate-cta"))).Is(201).Text("data.cta.id");
        var patch = $$"""{"status":"COMPLETED","outcome":"NEGATIVE","notes":"{{Mark}} said no"}""";
        // Who changed something stays in the audit.
        (await app.SendAsync(HttpMethod.Patch, RunningApp.Account(Id, $"ctas/{cta}"), patch, ("X-User-ID", "kim"))).Is(
            200
        );
        app.Clock.Advance(TimeSpan.FromDays(10));
        (
            await app.PutAsync(
                Context,
                Facts.Replace("\"healthScore\": 20", "\"healthScore\": 10", StringComparison.Ordinal)
            )
        ).Is(200);
        (await app.PredictAsync(Id, options: """{"forceRefresh":true}""")).Is(200);
        (await app.PostAsync(RunningApp.Account(Id, "generate-cta"))).Is(201);
        (await OutcomeCalls.TellAsync(app, "EXPANDED", app.Clock.GetUtcNow(), Id)).Is(201);
        await app.RunNightAsync();
        var csv = $"accountId,name,healthScore\n{Id},{Mark},{Mark}\nother,Acme,50\n";
        var import = await app.ImportAsync("?wait=false", ImportCalls.Csv, Encoding.UTF8.GetBytes(csv));
        await app.WhenOverAsync(import.Is(202));
    }

    private static readonly string[] EnumNamesOfTypes = ["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"];
}
