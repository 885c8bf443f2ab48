using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>A damaged row fails its account alone in whatever a night does, and the night tells of it.</summary>
public sealed class DamagedNightTests
{
    private const int MostCtas = 3;

    [Fact]
    public async Task A_slot_keeps_no_other_account_from_its_CTA()
    {
        await using var app = await StartAsync();
        var account = await HalveFirstAsync(app, "s~");

        var run = await RunNextNightAsync(app);

        Assert.Equal(MostCtas, run.At("data.counts.ctasCreated").GetInt32());
        IsOfOneAccount(run, account);
    }

    [Fact]
    public async Task A_CTA_keeps_no_other_from_its_new_owner()
    {
        await using var app = await StartAsync();
        var account = await HalveFirstAsync(app, "c~");
        foreach (var facts in SampleCustomers.Make(Some.Now).Take(250))
        {
            await app.PutAsync(facts with { OwnerId = "kim" });
        }

        var run = await RunNextNightAsync(app);

        IsOfOneAccount(run, account);
        var owners = (await ListAsync(app, "s~")).Select(row => CtaRows.ReadSlot(row).OwnerId).ToList();
        Assert.Equal(2 * MostCtas, owners.Count);
        Assert.Single(owners, owner => owner != "kim");
    }

    [Fact]
    public async Task A_prediction_that_counts_for_accuracy_keeps_no_other_from_being_validated()
    {
        await using var app = await StartAsync();
        var before = await ListAsync(app, "a~");
        await HalveFirstAsync(app, "a~");
        app.Clock.Advance(TimeSpan.FromDays(90));
        var validate = app.Service<ValidatePredictions>();

        for (var time = 0; time < 2; time++)
        {
            await Assert.ThrowsAnyAsync<JsonException>(() => validate.DueAsync(RunningApp.Tenant, default));
        }

        var rows = await ListAsync(app, "a~");
        Assert.Equal(249, rows.Skip(1).Count(row => OutcomeStore.ReadCounted(row).Settlement is not null));
        // It stays due, so that it is validated once it can be read.
        await app.Service<Tables>()
            .Results.WriteAsync(
                before[0].PartitionKey,
                [EntityChange.Upsert(before[0].RowKey, before[0].Json)],
                default
            );
        Assert.Equal(1, await validate.DueAsync(RunningApp.Tenant, default));
    }

    [Fact]
    public async Task Facts_keep_no_other_account_from_its_CTA()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        (await app.RunNightAsync()).Is(200);
        var first = (await app.GetAsync(RunningApp.Portfolio("high-risk"))).Text("data[0].account.id")!;
        var partition = Bucket.Partition(new AccountKey(RunningApp.Tenant, first));
        var broken = EntityChange.Upsert(EntityKey.Of(first, "0"), "{\"fingerprint\":7}"u8.ToArray());
        await app.Service<Tables>().Accounts.WriteAsync(partition, [broken], default);

        var generate = app.Service<GenerateCtas>();

        var made = await generate.RunAsync(RunningApp.Tenant, PredictionType.Churn, 5, null, default, runId: "r");
        var called = (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":3}""")).Is(200);

        Assert.Equal((5, true), (made.Generated, made.HasDamage));
        Assert.Equal(3, called.At("generated").GetInt32());
        Assert.Contains("`doctor`", called.Text("results[0].skippedReason"), StringComparison.Ordinal);
        // What is damaged is not of one account.
        await app.Service<Tables>()
            .Accounts.WriteAsync(
                PlaybookStore.Partition(RunningApp.Tenant),
                [EntityChange.Upsert("p", "{"u8.ToArray())],
                default
            );
        (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":3}""")).IsProblem(
            503,
            "STORAGE_UNAVAILABLE"
        );
    }

    [Fact]
    public async Task A_row_of_the_risk_index_keeps_no_other_account_from_its_CTA_or_from_a_batch()
    {
        await using var app = await StartAsync();
        var row = (await Damage.HalveAsync(app.Service<Tables>().Results, "r~CHURN~"))[0];
        var id = ResultKeys.AccountOfRisk(row.RowKey);
        var owner = SampleCustomers.Make(Some.Now).Single(facts => facts.AccountId == id).OwnerId;
        var other = SampleCustomers.Make(Some.Now).First(facts => facts.OwnerId != owner).OwnerId;

        var batch = await BatchAsync(owner);
        Assert.Contains(id, await PlannedAsync(app, batch));
        Assert.DoesNotContain(id, await PlannedAsync(app, await BatchAsync(other)));
        var made = await app.Service<GenerateCtas>()
            .RunAsync(RunningApp.Tenant, PredictionType.Churn, 5, null, default, runId: "r");

        Assert.Equal("completed", batch.Text("data.state"));
        Assert.Equal((5, true), (made.Generated, made.HasDamage));
        var called = (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":2}""")).Is(200);
        Assert.Equal(2, called.At("generated").GetInt32());

        async Task<HttpAnswer> BatchAsync(string? of) =>
            await app.WhenOverAsync(
                (
                    await app.PostAsync(
                        RunningApp.Portfolio("batch-predict"),
                        $$"""{"predictionType":"CHURN","priorityFilter":"high_risk","ownerId":"{{of}}"}"""
                    )
                ).Is(202)
            );
    }

    private static async Task<List<string>> PlannedAsync(RunningApp app, HttpAnswer run)
    {
        var partition = EntityKey.Of(RunningApp.Tenant, run.Text("data.runId")!);
        var planned = new List<string>();
        await foreach (var row in app.Service<Tables>().Runs.QueryAsync(partition, RunStore.AllPages, default))
        {
            planned.AddRange(RunStore.ReadPage(row).Ids!);
        }

        return planned;
    }

    [Fact]
    public async Task An_outcome_keeps_no_other_account_from_being_scored()
    {
        await using var app = await StartAsync();
        (await app.PostAsync(RunningApp.Account("123", "outcomes"), """{"outcome":"RENEWED"}""")).Is(201);
        await Damage.HalveAsync(app.Service<Tables>().Results, "o~123~06");

        IsOfOneAccount(await RunNextNightAsync(app), "123");

        var filtered = """{"predictionType":"CHURN","priorityFilter":"high_value","maxAccounts":500}""";
        var batch = await app.WhenOverAsync(
            (await app.PostAsync(RunningApp.Portfolio("batch-predict"), filtered)).Is(202)
        );
        Assert.Equal("123", Assert.Single(batch.Items("data.failures")).GetProperty("accountId").GetString());
        Assert.InRange(batch.At("data.counts.accounts").GetInt32(), 2, 250);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("high_value")]
    public async Task Facts_keep_no_other_account_from_a_batch(string priority)
    {
        await using var app = await StartAsync();
        await Damage.HalveAsync(app.Service<Tables>().Accounts, "123~0");

        var batch = await app.WhenOverAsync(
            (
                await app.PostAsync(
                    RunningApp.Portfolio("batch-predict"),
                    $$"""{"predictionType":"CHURN","ownerId":"csm-1","priorityFilter":"{{priority}}"}"""
                )
            ).Is(202)
        );

        Assert.Equal("123", Assert.Single(batch.Items("data.failures")).GetProperty("accountId").GetString());
        Assert.InRange(batch.At("data.counts.accounts").GetInt32(), 2, 249);
    }

    [Fact]
    public async Task A_run_keeps_no_other_tenant_from_its_night_and_no_other_run_from_being_resumed()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        string[] tenants = ["a", "b", "c"];
        foreach (var tenant in tenants)
        {
            await app.PutAsync(Some.KnownAccount(), tenant);
        }

        var queue = new HeldQueue();
        await queue.Step<StartRun>(app).NightAsync(default);
        Assert.Equal(tenants, queue.Runs.Select(run => run.Tenant));
        await HalveRunAsync(app, "a");
        queue = new HeldQueue();

        var started = await queue.Step<StartRun>(app).NightAsync(default);
        Assert.Equal(["b", "c", "a"], started.Select(run => run.Tenant));
        Assert.Equal(["b", "c"], queue.Runs.Select(run => run.Tenant));

        var heartbeat = await app.Service<Tables>().Runs.FindAsync(RunHeartbeats.Partition, HeartbeatOf("b"), default);
        var torn = EntityChange.Replace(heartbeat!.RowKey, "{"u8.ToArray(), heartbeat.ETag);
        await app.Service<Tables>().Runs.WriteAsync(RunHeartbeats.Partition, [torn], default);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        queue = new HeldQueue();
        await queue.Step<ResumeRuns>(app).RunAsync(default);
        Assert.Equal(["b", "c"], queue.Runs.Select(run => run.Tenant));
        queue = new HeldQueue();
        await queue.Step<ResumeRuns>(app).RunAsync(default);
        Assert.Empty(queue.Runs);

        string HeartbeatOf(string tenant) => EntityKey.Of(tenant, $"nightly-{app.Clock.GetUtcNow():yyyy-MM-dd}");
    }

    private static async Task HalveRunAsync(RunningApp app, string tenant)
    {
        var runs = app.Service<Tables>().Runs;
        await foreach (var row in runs.QueryAsync(tenant, RowRange.All, default))
        {
            await Damage.HalveAsync(runs, row);
        }
    }

    /// <summary>An app after a night that made as many CTAs as it may, and that has more to make.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync(("Ctas:MaxPerNight", $"{MostCtas}"));
        await app.PutSampleAsync();
        Assert.Equal(MostCtas, (await app.RunNightAsync()).At("data.counts.ctasCreated").GetInt32());
        return app;
    }

    private static async Task<HttpAnswer> RunNextNightAsync(RunningApp app)
    {
        app.Clock.Advance(TimeSpan.FromDays(1));
        return (await app.RunNightAsync()).Is(200);
    }

    private static void IsOfOneAccount(HttpAnswer run, string account)
    {
        Assert.Equal((250, 1), (run.At("data.counts.accounts").GetInt32(), run.At("data.counts.failed").GetInt32()));
        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Contains(
            run.At("data.failures").EnumerateArray(),
            failure => failure.GetProperty("accountId").GetString() == account
        );
    }

    /// <summary>Damages the first row of a kind. Returns its account.</summary>
    private static async Task<string> HalveFirstAsync(RunningApp app, string kind) =>
        ResultKeys.AccountOf((await Damage.HalveAsync(app.Service<Tables>().Results, kind))[0].RowKey);

    private static Task<IReadOnlyList<Entity>> ListAsync(RunningApp app, string kind) =>
        Damage.ListAsync(app.Service<Tables>().Results, kind);
}
