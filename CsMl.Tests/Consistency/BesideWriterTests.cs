using CsMl.Core.Accounts;
using CsMl.Core.Consistency;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Consistency;

/// <summary>What is written between two looks of the doctor stays as it was written.</summary>
public sealed class BesideWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_prediction_that_is_saved_during_the_check_stays_in_the_risk_index()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);
        var results = new MeanwhileTable(app.Service<Tables>().Results);
        results.BeforeReading(
            key => key.StartsWith("r~", StringComparison.Ordinal),
            async () =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(1));
                await app.PutAsync(Some.KnownAccount().WithHealthHistory(70, 60, 50, 40, 30, 20));
                (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);
            }
        );

        Assert.Empty(await RepairAsync(app, tables => tables with { Results = results }));

        Assert.Empty(await RepairAsync(app, tables => tables));
        var listed = (await app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0"))).Is(200);
        Assert.Contains("acme", listed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CTA_that_is_closed_during_the_check_keeps_its_slot_closed()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 60);
        await app.NightAsync();
        var slot = (await TemporaryStore.RowsAsync(app.Service<Tables>().Results, RunningApp.Tenant))
            .Where(row => row.RowKey.StartsWith("s~", StringComparison.Ordinal))
            .Select(row => (Id: ResultKeys.AccountOf(row.RowKey), CtaRows.ReadSlot(row).CtaId))
            .First();
        var results = new MeanwhileTable(app.Service<Tables>().Results);
        var partition = Bucket.Partition(new AccountKey(RunningApp.Tenant, slot.Id));
        var bucket = Bucket.Of(slot.Id);
        var slots = 0;
        results.BeforeReading(
            // The slots of the account's own bucket, after its CTAs were read.
            key => key == "s~" && slots++ == bucket,
            async () =>
            {
                const string Done = """{"status":"COMPLETED","outcome":"POSITIVE"}""";
                var path = RunningApp.Account(slot.Id, "ctas/" + slot.CtaId);
                (await app.SendAsync(HttpMethod.Patch, path, Done)).Is(200);
            }
        );

        await RepairAsync(app, tables => tables with { Results = results });

        Assert.Empty(await RepairAsync(app, tables => tables));
        var after = await TemporaryStore.RowsAsync(app.Service<Tables>().Results, RunningApp.Tenant);
        var kept = after.Single(row =>
            row.PartitionKey == partition && row.RowKey.StartsWith($"s~{slot.Id}~", StringComparison.Ordinal)
        );
        Assert.False(CtaRows.ReadSlot(kept).IsOpen);
    }

    [Fact]
    public async Task A_page_that_is_finished_during_the_check_stays_counted()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.Account("a"));
        var store = app.Service<RunStore>();
        var run = RunRecord.Batch("b", PredictionType.Churn, PriorityFilter.All, null, Some.Now) with
        {
            State = RunState.Running,
            PlanId = "plan",
            Planned = 1,
        };
        await store.AddAsync(RunningApp.Tenant, run, None);
        await store.AddPagesAsync(RunningApp.Tenant, run.RunId, "plan", [new(3, 0, "a", "a", ["a"], 1, null)], None);
        var runs = new MeanwhileTable(app.Service<Tables>().Runs);
        runs.BeforeReading(
            key => key.StartsWith("bucket~", StringComparison.Ordinal),
            async () =>
            {
                var message = new RunMessage(RunningApp.Tenant, run.RunId, "plan", 3, 0);
                var outcome = new PageOutcome(1, 0, [], new RunCost(0, 0, false));
                var page = await store.FindPageAsync(message, None);
                Assert.True(await store.FinishPageAsync(message, page!, outcome, None));
            }
        );

        Assert.Empty(await RepairAsync(app, tables => tables with { Runs = runs }));

        Assert.Equal(1, (await store.SumAsync(RunningApp.Tenant, run.RunId, "plan", None)).Done);
    }

    [Fact]
    public async Task A_repair_does_nothing_once_the_prediction_that_it_follows_from_has_changed()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);
        var tables = app.Service<Tables>();
        var risk = (await TemporaryStore.RowsAsync(tables.Results, RunningApp.Tenant)).Single(row =>
            row.RowKey.StartsWith("r~", StringComparison.Ordinal)
        );
        await tables.Results.WriteAsync(risk.PartitionKey, [EntityChange.Delete(risk.RowKey)], None);
        var check = new CheckStore(tables, app.Index, app.Service<ErasedAccounts>());
        var found = Assert.Single(await check.RunAsync([], None).ToListAsync());
        var latest = found.Unchanged!;
        var touched = EntityChange.Replace(latest.RowKey, latest.Json, latest.ETag);
        Assert.True((await tables.Results.WriteAsync(latest.PartitionKey, [touched], None)).Succeeded);

        Assert.False(await CheckStore.RepairAsync(found, None));
    }

    /// <summary>Checks the store and repairs each finding at once, as the command does.</summary>
    private static async Task<List<string>> RepairAsync(RunningApp app, Func<Tables, Tables> over)
    {
        var said = new List<string>();
        var check = new CheckStore(over(app.Service<Tables>()), app.Index, app.Service<ErasedAccounts>());
        await foreach (var found in check.RunAsync([], None))
        {
            await CheckStore.RepairAsync(found, None);
            said.Add($"{found}");
        }

        return said;
    }
}
