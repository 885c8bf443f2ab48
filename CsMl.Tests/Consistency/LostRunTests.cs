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
        var page = Repaired(Key, BucketProgress.Of(2), BucketProgress.Of(1));

        Assert.Equal((7, 12, 0, null), (page.Bucket, page.Number, page.Accounts, page.Outcome));
        Assert.Null(Repaired(Key, null, BucketProgress.Of(1)).Outcome);
        Assert.Null(LostRun.RepairPage(RowOf("page~p~x~1"), null, BucketProgress.None));
        Assert.Null(LostRun.RepairPage(RowOf("page~p"), null, BucketProgress.None));
    }

    [Fact]
    public void And_if_it_was_done_what_the_counters_have_beside_the_others()
    {
        var other = new PageOutcome(5, 1, [new RunFailure("a", "why")], new RunCost(7, 0.5m, false))
        {
            Skipped = 1,
            NotScored = 2,
            Fallbacks = new Dictionary<FallbackReason, int> { [FallbackReason.InsufficientData] = 2 },
        };
        var lost = new PageOutcome(
            90,
            3,
            [new RunFailure("b", "why"), new RunFailure("c", "why")],
            new RunCost(11, 0.25m, true)
        )
        {
            Skipped = 4,
            NotScored = 5,
            Fallbacks = new Dictionary<FallbackReason, int>
            {
                [FallbackReason.InsufficientData] = 1,
                [FallbackReason.BudgetExhausted] = 6,
            },
        };
        var others = BucketProgress.Of(2).Plus(other);

        var page = Repaired("page~p~07~000012", others.Plus(lost), others);

        Assert.Equal(lost.Counts, page.Outcome!.Counts);
        Assert.Equal(lost.Cost, page.Outcome.Cost);
        Assert.Equal(lost.Fallbacks, page.Outcome.Fallbacks);
        Assert.Equal((lost.Counts.Accounts, 0), (page.Accounts, page.Ids!.Count));
        Assert.All(page.Outcome.Failures, failure => Assert.Equal(RunFailure.Erased, failure.AccountId));
    }

    private static RunPage Repaired(string key, BucketProgress? counters, BucketProgress others) =>
        RunStore.ReadPage(new Entity("t~r", key, LostRun.RepairPage(RowOf(key), counters, others)!.Json, "8"));

    [Theory]
    [InlineData("nightly")]
    [InlineData("nightly-")]
    [InlineData("-x")]
    [InlineData("x-2026-03-04")]
    [InlineData("1-2026-03-04")]
    public void A_key_of_no_run_is_left(string key) => Assert.Null(LostRun.Repair(RowOf(key)));

    private static Entity RowOf(string key) => new("t", key, "{"u8.ToArray(), "7");
}
