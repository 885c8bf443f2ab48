using CsMl.Core.Consistency;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Consistency;

public sealed class LostRunTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("nightly-2026-03-04", RunKind.Nightly, PredictionType.Churn)]
    [InlineData("nightly-2026-03-04-2", RunKind.Nightly, PredictionType.Churn)]
    [InlineData("nightly-2026-03-04-expansion-3", RunKind.Nightly, PredictionType.Expansion)]
    [InlineData("batch-019cb624-f000-7000-8000-000000000000", RunKind.Batch, PredictionType.Churn)]
    [InlineData("import-019cb624-f000-7000-8000-000000000000", RunKind.Import, PredictionType.Churn)]
    [InlineData("sync-019cb624-f000-7000-8000-000000000000", RunKind.Sync, PredictionType.Churn)]
    public void What_its_id_says_is_kept_and_it_is_over(string id, RunKind kind, PredictionType type)
    {
        var change = LostRun.Repair(RowOf(id))!;

        Assert.Equal((ChangeKind.Replace, id, "7"), (change.Kind, change.RowKey, change.ETag));
        var run = RunStore.ReadRun(new Entity("t", id, change.Json, "8"));
        Assert.Equal((id, kind, type, Day), (run.RunId, run.Kind, run.Type, run.StartedAt));
        Assert.Equal((RunState.CompletedWithFailures, Day), (run.State, run.CompletedAt));
        Assert.Equal(RunFailure.WholeRun, Assert.Single(run.Failures).AccountId);
    }

    [Theory]
    [InlineData("nightly-yesterday")]
    [InlineData("sync-1")]
    public void Without_a_time_in_its_id_it_is_as_old_as_can_be(string id)
    {
        var change = LostRun.Repair(RowOf(id))!;

        Assert.Equal(DateTimeOffset.UnixEpoch, RunStore.ReadRun(new Entity("t", id, change.Json, "8")).StartedAt);
    }

    [Fact]
    public void A_rescore_begins_again()
    {
        var run = RunStore.ReadRun(new Entity("t", "rescore-3", LostRun.Repair(RowOf("rescore-3"))!.Json, "8"));

        Assert.Equal((RunKind.Rescore, RunState.Queued), (run.Kind, run.State));
    }

    [Fact]
    public void The_retry_of_a_batch_whose_request_is_lost_scores_no_account()
    {
        const string Id = "batch-019cb624-f000-7000-8000-000000000000";
        var run = RunStore.ReadRun(new Entity("t", Id, LostRun.Repair(RowOf(Id))!.Json, "8"));

        Assert.Equal(0, run.MaxAccounts);
    }

    [Fact]
    public void A_page_keeps_its_place_and_has_no_account()
    {
        const string Key = "page~p~07~000012";
        var page = RunStore.ReadPage(new Entity("t~r", Key, LostRun.RepairPage(RowOf(Key))!.Json, "8"));

        Assert.Equal((7, 12, 0, null), (page.Bucket, page.Number, page.Accounts, page.Outcome));
        Assert.Null(LostRun.RepairPage(RowOf("page~p~x~1")));
        Assert.Null(LostRun.RepairPage(RowOf("page~p")));
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("nightly-")]
    [InlineData("-x")]
    [InlineData("x-2026-03-04")]
    [InlineData("1-2026-03-04")]
    public void A_key_of_no_run_is_left(string key) => Assert.Null(LostRun.Repair(RowOf(key)));

    private static Entity RowOf(string key) => new("t", key, "{"u8.ToArray(), "7");
}
