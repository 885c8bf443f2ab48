using System.Runtime.CompilerServices;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the counters of runs against their pages.</summary>
internal sealed class CheckRuns(IEntityTable runs)
{
    private const string Unreadable =
        "The run cannot be read; `--repair` puts one in its place that is over and has lost its counts.";

    private const string UnreadablePage =
        "A page of the run cannot be read; `--repair` puts one without accounts in its place.";

    public async IAsyncEnumerable<Contradiction> RunAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in runs.QueryAsync(tenant, RowRange.All, cancellation))
        {
            if (TryRow.Read(() => RunStore.ReadRun(row)) is not { } run)
            {
                yield return new Contradiction(runs, tenant, row.RowKey, Unreadable, LostRun.Repair(row));
                continue;
            }

            var partition = EntityKey.Of(tenant, run.RunId);
            var counted = await CountAsync(partition, RunStore.AllPages, run.PlanId, cancellation);
            foreach (var damaged in counted.Damaged)
            {
                yield return await DamagedPageAsync(partition, damaged, cancellation);
            }

            if (counted.Damaged.Count > 0)
            {
                // With what took their place, if it did.
                counted = await CountAsync(partition, RunStore.AllPages, run.PlanId, cancellation);
            }

            if (counted.Damaged.Count > 0 || run.PlanId is not { } planId)
            {
                continue;
            }

            foreach (var (bucket, progress) in counted.Buckets)
            {
                if (await FindBucketAsync(partition, planId, bucket, progress, cancellation) is { } found)
                {
                    yield return found;
                }
            }

            if (
                TotalOf(run, counted) is { } total
                && total != run.Counts
                && await FindTotalAsync(tenant, run.RunId, cancellation) is { } wrong
            )
            {
                yield return wrong;
            }
        }
    }

    private async Task<Contradiction> DamagedPageAsync(string partition, Entity page, CancellationToken cancellation)
    {
        EntityChange? repair = null;
        if (LostRun.BucketOf(page.RowKey) is { } bucket)
        {
            var planId = RunStore.PlanOf(page.RowKey);
            var key = RunStore.BucketKey(planId, bucket);
            var row = await runs.FindAsync(partition, key, cancellation);
            var others = await CountAsync(partition, RunStore.PagesOf(planId, bucket), planId, cancellation);
            repair = LostRun.RepairPage(
                page,
                row is null ? null : TryRow.Read(() => RunStore.ReadBucket(row)),
                others.Buckets.GetValueOrDefault(bucket, BucketProgress.None)
            );
        }

        return new Contradiction(runs, partition, page.RowKey, UnreadablePage, repair);
    }

    /// <summary>
    /// What is wrong with the counters of a bucket now. They are read before the pages: one that is finished meanwhile
    /// changes both in one transaction.
    /// </summary>
    /// <param name="seen">What the pages added up to when they were first read.</param>
    private async Task<Contradiction?> FindBucketAsync(
        string partition,
        string planId,
        int bucket,
        BucketProgress seen,
        CancellationToken cancellation
    )
    {
        var key = RunStore.BucketKey(planId, bucket);
        var row = await runs.FindAsync(partition, key, cancellation);
        if (row is not null && AreEqual(TryRow.Read(() => RunStore.ReadBucket(row)), seen))
        {
            return null;
        }

        var counted = await CountAsync(partition, RunStore.PagesOf(planId, bucket), planId, cancellation);
        if (counted.Damaged.Count > 0 || !counted.Buckets.TryGetValue(bucket, out var expected))
        {
            return null;
        }

        if (row is null)
        {
            const string missing = "The counters of the run's pages are missing.";
            return new Contradiction(runs, partition, key, missing, RunStore.Counters(key, expected, null));
        }

        const string message = "The counters are not those of the run's pages.";
        return AreEqual(TryRow.Read(() => RunStore.ReadBucket(row)), expected)
            ? null
            : new Contradiction(runs, partition, key, message, RunStore.Counters(key, expected, row.ETag));
    }

    /// <summary>What is wrong with the counts of a run now. The run is read before its pages.</summary>
    private async Task<Contradiction?> FindTotalAsync(string tenant, string runId, CancellationToken cancellation)
    {
        if (
            await runs.FindAsync(tenant, runId, cancellation) is not { } row
            || TryRow.Read(() => RunStore.ReadRun(row)) is not { PlanId: { } planId } run
        )
        {
            return null;
        }

        var partition = EntityKey.Of(tenant, runId);
        var counted = await CountAsync(partition, RunStore.AllPages, planId, cancellation);
        if (TotalOf(run, counted) is not { } counts || counts == run.Counts)
        {
            return null;
        }

        const string message = "The run's counts are not those of its pages.";
        var repair = RunStore.Replacement(run with { Counts = counts }, row.ETag);
        return new Contradiction(runs, tenant, runId, message, repair);
    }

    private static bool AreEqual(BucketProgress? stored, BucketProgress expected) =>
        stored is not null
        && stored with { Fallbacks = null } == expected with { Fallbacks = null }
        && FallbackCounts.AreEqual(stored.Fallbacks, expected.Fallbacks);

    /// <summary>What the pages add up to.</summary>
    /// <param name="planId">Pages of other plans are only read, because an erasure reads them too.</param>
    private async Task<CountedPages> CountAsync(
        string partition,
        RowRange pages,
        string? planId,
        CancellationToken cancellation
    )
    {
        var counted = new CountedPages([], []);
        await foreach (var row in runs.QueryAsync(partition, pages, cancellation))
        {
            if (TryRow.Read(() => RunStore.ReadPage(row)) is not { } page)
            {
                counted.Damaged.Add(row);
                continue;
            }

            if (RunStore.PlanOf(row.RowKey) != planId)
            {
                continue;
            }

            var bucket = counted.Buckets.GetValueOrDefault(page.Bucket, BucketProgress.None);
            bucket = bucket with { Pages = bucket.Pages + 1 };
            var whole = page.Outcome is { } outcome ? TryRow.Read(() => bucket.Plus(outcome)) : bucket;
            if (whole is null)
            {
                counted.Damaged.Add(row);
            }
            else
            {
                counted.Buckets[page.Bucket] = whole;
            }
        }

        return counted;
    }

    /// <summary>Null if the run's counts include other plans than this one, or are not final.</summary>
    private static RunCounts? TotalOf(RunRecord run, CountedPages counted)
    {
        if (!run.IsSummedUp || run.RetryOf is not null || counted.Damaged.Count > 0)
        {
            return null;
        }

        var sum = counted.Buckets.Values.Aggregate(BucketProgress.None, (sum, bucket) => sum.Plus(bucket));
        return sum.Counts with
        {
            CtasCreated = run.Counts.CtasCreated,
            CtasOverCap = run.Counts.CtasOverCap,
            CtasLowConfidence = run.Counts.CtasLowConfidence,
        };
    }

    /// <param name="Damaged">The pages that cannot be read.</param>
    private sealed record CountedPages(Dictionary<int, BucketProgress> Buckets, List<Entity> Damaged);
}
