using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the counters of runs against their pages.</summary>
internal sealed class CheckRuns(IEntityTable runs, RunStore store)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in runs.QueryAsync(tenant, new RowRange("-", "~"), cancellation))
        {
            if (TryRead(() => RunStore.ReadRun(row)) is not { } run)
            {
                yield return new Contradiction(runs, tenant, row.RowKey, "The run cannot be read.", null);
                continue;
            }

            if (run.PlanId is null)
            {
                continue;
            }

            var partition = EntityKey.Of(tenant, run.RunId);
            if (await TryCountAsync(tenant, run, cancellation) is not { } expected)
            {
                yield return new Contradiction(runs, partition, run.PlanId, "A page of the run cannot be read.", null);
                continue;
            }

            await foreach (var found in BucketsAsync(partition, run.PlanId, expected, cancellation))
            {
                yield return found;
            }

            if (TotalOf(run, expected) is { } counts && counts != run.Counts)
            {
                var repair = RunStore.Replacement(run with { Counts = counts }, row.ETag);
                var message = "The run's counts are not those of its pages.";
                yield return new Contradiction(runs, tenant, row.RowKey, message, repair);
            }
        }
    }

    private async IAsyncEnumerable<Contradiction> BucketsAsync(
        string partition,
        string planId,
        Dictionary<int, BucketProgress> expected,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var (bucket, progress) in expected)
        {
            var key = RunStore.BucketKey(planId, bucket);
            var row = await runs.FindAsync(partition, key, cancellation);
            if (row is null)
            {
                var message = "The counters of the run's pages are missing.";
                yield return new Contradiction(runs, partition, key, message, RunStore.Counters(key, progress, null));
            }
            else if (!AreEqual(TryRead(() => RunStore.ReadBucket(row)), progress))
            {
                var message = "The counters are not those of the run's pages.";
                var repair = RunStore.Counters(key, progress, row.ETag);
                yield return new Contradiction(runs, partition, key, message, repair);
            }
        }
    }

    private static bool AreEqual(BucketProgress? stored, BucketProgress expected) =>
        stored is not null
        && stored with { Fallbacks = null } == expected with { Fallbacks = null }
        && FallbackCounts.AreEqual(stored.Fallbacks, expected.Fallbacks);

    /// <summary>The expected counters of each bucket; null if a page cannot be read.</summary>
    private async Task<Dictionary<int, BucketProgress>?> TryCountAsync(
        string tenant,
        RunRecord run,
        CancellationToken cancellation
    )
    {
        var expected = new Dictionary<int, BucketProgress>();
        try
        {
            await foreach (var page in store.ListPagesAsync(tenant, run.RunId, run.PlanId!, cancellation))
            {
                var bucket = expected.GetValueOrDefault(page.Bucket, BucketProgress.None);
                bucket = bucket with { Pages = bucket.Pages + 1 };
                expected[page.Bucket] = page.Outcome is { } outcome ? bucket.Plus(outcome) : bucket;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return expected;
    }

    /// <summary>Null if the run's counts include other plans than this one, or are not final.</summary>
    private static RunCounts? TotalOf(RunRecord run, Dictionary<int, BucketProgress> expected)
    {
        if (!run.IsSummedUp || run.RetryOf is not null)
        {
            return null;
        }

        var sum = expected.Values.Aggregate(BucketProgress.None, (sum, bucket) => sum.Plus(bucket));
        return sum.Counts with
        {
            CtasCreated = run.Counts.CtasCreated,
            CtasOverCap = run.Counts.CtasOverCap,
            CtasLowConfidence = run.Counts.CtasLowConfidence,
        };
    }

    private static T? TryRead<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
