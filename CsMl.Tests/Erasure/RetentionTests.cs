using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Erasure;

/// <summary>Superseded predictions end with <c>Retention:Days</c>; what accuracy stands on does not.</summary>
public sealed class RetentionTests
{
    private const int Accounts = 60;

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(null)]
    [InlineData("90")]
    public async Task Within_four_weeks_every_old_prediction_is_gone_and_accuracy_is_as_it_was(string? days)
    {
        await using var app = await RunningApp.StartAsync(days is null ? [] : [("Retention:Days", days)]);
        foreach (var i in Enumerable.Range(0, Accounts))
        {
            await app.PutAsync(Some.KnownAccount() with { AccountId = $"a{i}" });
        }

        // Made on the first of March to the first of June; the windows of the first ones have closed.
        foreach (var _ in Enumerable.Range(0, 7))
        {
            await app.NightAsync();
            app.Clock.Advance(TimeSpan.FromDays(15));
        }

        await app.NightAsync();
        var before = (await app.GetAsync(OutcomeCalls.Accuracy)).Is(200);
        Assert.Equal(Accounts, before.At("data.validatedCount").GetInt32());
        foreach (var _ in Enumerable.Range(0, HistoryRetention.Turns))
        {
            app.Clock.Advance(TimeSpan.FromDays(1));
            await app.NightAsync();
        }

        var rows = await TemporaryStore.RowsAsync(app.Service<Tables>().Results, RunningApp.Tenant);
        var cutoff = app.Clock.GetUtcNow().AddDays(-90 - HistoryRetention.Turns);
        var old = rows.Where(row => row.RowKey[0] is 'h' or 'w' && TimeOf(row.RowKey) < cutoff).ToList();
        var counted = rows.Where(row => row.RowKey[0] == 'a').Select(row => PlaceOf(row.RowKey)).ToHashSet();
        if (days is null)
        {
            Assert.True(old.Count > Accounts);
        }
        else
        {
            // Of each account, what its counted prediction was made of.
            Assert.Equal(Accounts, old.Count);
            Assert.All(old, row => Assert.True(row.RowKey[0] == 'w' && counted.Contains(PlaceOf(row.RowKey))));
        }

        var runs = await app.Service<RunStore>().ListAsync(RunningApp.Tenant, default);
        Assert.Equal(days is null, runs.Any(run => run.CompletedAt < app.Clock.GetUtcNow().AddDays(-90)));
        Assert.True(rows.Count(row => row.RowKey[0] == 'h' && TimeOf(row.RowKey) >= cutoff) > Accounts * 20);
        var after = (await app.GetAsync(OutcomeCalls.Accuracy)).Is(200);
        Assert.True(after.At("data.validatedCount").GetInt32() >= before.At("data.validatedCount").GetInt32());
        Assert.Equal(
            before.At("data.byMonth").GetProperty("2026-03").GetRawText(),
            after.At("data.byMonth").GetProperty("2026-03").GetRawText()
        );
    }

    [Fact]
    public async Task What_the_latest_prediction_was_made_of_stays_however_old_it_is()
    {
        using var store = new TemporaryStore();
        var account = new AccountKey("t", "acme");
        var writer = new PredictionWriter(store.Tables);
        LatestPrediction? latest = null;
        foreach (var day in (int[])[400, 390, 380])
        {
            var made = await MadeAsync(Some.DaysAgo(day));
            latest = await writer.SaveAsync("t", made, null, default);
        }

        var turn = (int)(Bucket.Hash("acme") / Bucket.Count % HistoryRetention.Turns);
        var retention = new HistoryRetention(store.Tables);
        var elsewhere = (turn + 1) % HistoryRetention.Turns;
        Assert.Equal(0, await retention.DeleteAsync("t", Bucket.Of("acme"), elsewhere, Some.DaysAgo(90), default));

        // Two superseded predictions, and the basis of the second: the first and the latest of a month are counted or stay.
        var deleted = await retention.DeleteAsync("t", Bucket.Of("acme"), turn, Some.DaysAgo(90), default);

        var rows = await TemporaryStore.RowsAsync(store.Tables.Results, "t");
        Assert.Equal(0, rows.Count(row => row.RowKey[0] == 'h'));
        var kept = rows.Where(row => row.RowKey[0] == 'w').Select(row => PlaceOf(row.RowKey)).ToList();
        Assert.Contains(ResultKeys.Place(latest!.Prediction), kept);
        Assert.Equal(5, deleted + kept.Count);
        Assert.Equal(
            latest.Json.ToString(),
            (
                await new PredictionReader(store.Tables).FindLatestAsync(account, PredictionType.Churn, default)
            )!.Json.ToString()
        );

        static Task<MadePrediction> MadeAsync(DateTimeOffset at)
        {
            var known = new KnownAccount(Some.KnownAccount(), new FactsVersion("f", at.UtcTicks));
            var signals = Signals.Of(known.Facts, at, known.Retention);
            var rules = RulesPredictor.PredictWithBasis(Some.Request(known.Facts, asOf: at), signals);
            var summary = AccountSummary.Of(known.Facts, signals.HealthScore, signals.Lifecycle);
            return Task.FromResult(
                new MadePrediction(rules.Prediction, known.Version, null, summary)
                {
                    Basis = PredictionBasis.Of(rules.Evaluation, signals, 90),
                }
            );
        }
    }

    [Fact]
    public async Task Old_runs_end_with_their_pages_and_the_run_of_the_current_scale_stays()
    {
        using var store = new TemporaryStore();
        var runs = new RunStore(store.Tables);
        var (old, young) = (Some.DaysAgo(91), Some.DaysAgo(89));
        await AddAsync("old", RunState.Completed, old);
        await AddAsync("cancelled", RunState.Cancelled, old);
        await AddAsync("young", RunState.CompletedWithFailures, young);
        await AddAsync("open", RunState.Running, null);
        foreach (var scale in (int[])[1, 2])
        {
            var rescored = RunRecord.Rescore(scale, old) with { State = RunState.Completed, CompletedAt = old };
            await runs.AddAsync("t", rescored, default);
        }

        var retention = new RunRetention(store.Tables, runs);
        Assert.Equal(3, await retention.DeleteAsync("t", 2, Some.DaysAgo(90), default));
        Assert.Equal(0, await retention.DeleteAsync("t", 2, Some.DaysAgo(90), default));

        var left = (await runs.ListAsync("t", default)).Select(run => run.RunId).Order(StringComparer.Ordinal);
        Assert.Equal(["batch-open", "batch-young", "rescore-2"], left);
        string[] ids = ["old", "cancelled", "young", "open"];
        var pages = await Task.WhenAll(ids.Select(PagesAsync));
        Assert.Equal([0, 0, 1, 1], pages);
        Assert.Equal(BucketProgress.None, await runs.SumAsync("t", "batch-old", "plan", default));

        async Task<int> PagesAsync(string id) =>
            await runs.ListPagesAsync("t", $"batch-{id}", "plan", default).CountAsync();

        async Task AddAsync(string id, RunState state, DateTimeOffset? completedAt)
        {
            var run = RunRecord.Batch(id, PredictionType.Churn, PriorityFilter.All, null, Some.DaysAgo(100));
            await runs.AddAsync("t", run with { State = state, CompletedAt = completedAt }, default);
            await runs.AddPagesAsync("t", run.RunId, "plan", [new RunPage(0, 0, "a", "a", ["a"], 1, null)], default);
        }
    }

    private static DateTimeOffset TimeOf(string rowKey) =>
        new(
            DateTime.MaxValue.Ticks
                - long.Parse(rowKey.Split('~')[3], System.Globalization.CultureInfo.InvariantCulture),
            TimeSpan.Zero
        );

    private static string PlaceOf(string rowKey) => string.Join('~', rowKey.Split('~')[^2..]);
}
