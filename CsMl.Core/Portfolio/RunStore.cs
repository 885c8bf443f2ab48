using System.Globalization;
using System.Text.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Stores the portfolio runs of each tenant: one row per run, and its pages and bucket counters in a partition of its
/// own. A page is marked done and counted in one transaction, so that it is counted exactly once.
/// </summary>
public sealed class RunStore(Tables tables)
{
    private const int MostTries = 100;
    private const string PageKind = "page";
    private const string BucketKind = "bucket";

    private readonly IEntityTable _runs = tables.Runs;

    /// <summary>Adds a run, or returns the existing run with the same id.</summary>
    public async Task<RunRecord> AddAsync(string tenant, RunRecord run, CancellationToken cancellation)
    {
        var written = await _runs.WriteAsync(tenant, [EntityChange.Insert(run.RunId, Json(run))], cancellation);
        return written.Succeeded ? run : (await FindAsync(tenant, run.RunId, cancellation))!.Run;
    }

    public async Task<StoredRun?> FindAsync(string tenant, string runId, CancellationToken cancellation) =>
        await _runs.FindAsync(tenant, runId, cancellation) is { } row ? Read(row) : null;

    /// <summary>The message's run; null if the run is over or has another plan by now.</summary>
    public async Task<StoredRun?> FindOpenAsync(RunMessage message, CancellationToken cancellation) =>
        await FindAsync(message.Tenant, message.RunId, cancellation) is { Run.IsOver: false } stored
        && stored.Run.PlanId == message.PlanId
            ? stored
            : null;

    /// <summary>All runs of a tenant, newest first.</summary>
    /// <param name="skip">Called with the id of each run that cannot be read; null to throw at it.</param>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(
        string tenant,
        CancellationToken cancellation,
        Action<string, DamagedRowException>? skip = null
    )
    {
        var all = new List<RunRecord>();
        await foreach (var row in _runs.QueryAsync(tenant, RowRange.All, cancellation))
        {
            try
            {
                all.Add(ReadRun(row));
            }
            catch (DamagedRowException e) when (skip is not null)
            {
                skip(row.RowKey, e);
            }
        }

        return [.. all.OrderByDescending(run => run.StartedAt)];
    }

    /// <summary>Replaces a run; false if it has changed since it was read.</summary>
    public async Task<bool> ReplaceAsync(string tenant, StoredRun before, RunRecord run, CancellationToken cancellation)
    {
        var change = EntityChange.Replace(run.RunId, Json(run), before.ETag);
        return (await _runs.WriteAsync(tenant, [change], cancellation)).Succeeded;
    }

    /// <summary>Writes the pages of a plan before it becomes the current plan.</summary>
    public async Task AddPagesAsync(
        string tenant,
        string runId,
        string planId,
        IReadOnlyList<RunPage> pages,
        CancellationToken cancellation
    )
    {
        var partition = EntityKey.Of(tenant, runId);
        // The counters first: an erasure finds the pages of a plan by them, also of one that is cut off here.
        var rows = pages
            .GroupBy(page => page.Bucket)
            .Select(bucket =>
                EntityChange.Upsert(BucketKey(planId, bucket.Key), Json(BucketProgress.Of(bucket.Count())))
            )
            .Concat(pages.Select(page => EntityChange.Upsert(PageKey(planId, page.Bucket, page.Number), Json(page))));
        foreach (var some in rows.Chunk(EntityKey.MaxChanges))
        {
            await _runs.WriteAsync(partition, some, cancellation);
        }
    }

    public async Task<StoredPage?> FindPageAsync(RunMessage message, CancellationToken cancellation)
    {
        var row = await _runs.FindAsync(
            EntityKey.Of(message.Tenant, message.RunId),
            PageKey(message.PlanId!, message.Bucket, message.Page),
            cancellation
        );
        return row is null ? null : new StoredPage(ReadPage(row), row.ETag);
    }

    /// <summary>The pages of a plan, in order.</summary>
    public async IAsyncEnumerable<RunPage> ListPagesAsync(
        string tenant,
        string runId,
        string planId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var range = RowRange.Of(EntityKey.Of(PageKind, planId) + EntityKey.Separator);
        await foreach (var row in _runs.QueryAsync(EntityKey.Of(tenant, runId), range, cancellation))
        {
            yield return ReadPage(row);
        }
    }

    /// <summary>
    /// Marks a page done and counts it, unless that already happened. False if other pages of its bucket are not done,
    /// so that the run cannot be complete.
    /// </summary>
    public async Task<bool> FinishPageAsync(
        RunMessage message,
        StoredPage page,
        PageOutcome outcome,
        CancellationToken cancellation
    )
    {
        var partition = EntityKey.Of(message.Tenant, message.RunId);
        var pageKey = PageKey(message.PlanId!, message.Bucket, message.Page);
        var bucketKey = BucketKey(message.PlanId!, message.Bucket);
        var done = EntityChange.Replace(pageKey, Json(page.Page with { Outcome = outcome }), page.ETag);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var bucketRow = (await _runs.FindAsync(partition, bucketKey, cancellation))!;
            var bucket = ReadBucket(bucketRow).Plus(outcome);
            EntityChange[] changes = [done, EntityChange.Replace(bucketKey, Json(bucket), bucketRow.ETag)];
            var written = await _runs.WriteAsync(partition, changes, cancellation);
            if (written.Succeeded)
            {
                return bucket.Done == bucket.Pages;
            }

            if (changes[written.FailedIndex] == done)
            {
                if (await FindPageAsync(message, cancellation) is not { Page: { Outcome: null } left } again)
                {
                    // Another caller has already counted the page.
                    return true;
                }

                // An account of the page was erased meanwhile.
                outcome = outcome.Of(left);
                done = EntityChange.Replace(pageKey, Json(left with { Outcome = outcome }), again.ETag);
            }
        }

        throw new InvalidOperationException("A page lost to others of its bucket on every try to count it.");
    }

    /// <summary>A run as callers see it.</summary>
    public async Task<RunView> ViewAsync(string tenant, RunRecord run, CancellationToken cancellation) =>
        run.ToView(run.IsSummedUp ? BucketProgress.None : await SumAsync(tenant, run.RunId, run.PlanId, cancellation));

    /// <summary>The progress of a plan, summed over its buckets.</summary>
    public async Task<BucketProgress> SumAsync(
        string tenant,
        string runId,
        string? planId,
        CancellationToken cancellation
    )
    {
        var sum = BucketProgress.None;
        if (planId is null)
        {
            return sum;
        }

        var range = RowRange.Of(EntityKey.Of(BucketKind, planId) + EntityKey.Separator);
        await foreach (var row in _runs.QueryAsync(EntityKey.Of(tenant, runId), range, cancellation))
        {
            sum = sum.Plus(ReadBucket(row));
        }

        return sum;
    }

    /// <exception cref="DamagedRowException">The row is not in its shape.</exception>
    internal static RunRecord ReadRun(Entity row) =>
        row.Read(RunJson.Plain.RunRecord)
            is { RunId: not null, Counts: not null, Cost: not null, Failures: not null } run
        && !run.Failures.Contains(null!)
            ? run
            : throw new DamagedRowException(row);

    private static bool IsWhole(PageOutcome? outcome) =>
        outcome is null or { Failures: not null, Cost: not null } && outcome?.Failures.Contains(null!) != true;

    internal static BucketProgress ReadBucket(Entity row) => row.Read(RunJson.Plain.BucketProgress);

    /// <exception cref="DamagedRowException">The row is not in its shape.</exception>
    internal static RunPage ReadPage(Entity row) =>
        row.Read(RunJson.Plain.RunPage) is { First: not null, Last: not null } page && IsWhole(page.Outcome)
            ? page
            : throw new DamagedRowException(row);

    internal static EntityChange Replacement(RunPage page, Entity row) =>
        EntityChange.Replace(row.RowKey, Json(page), row.ETag);

    /// <summary>The counters of all plans of a run.</summary>
    internal static RowRange AllBuckets { get; } =
        RowRange.Of(BucketKind + EntityKey.Separator) with
        {
            KeysOnly = true,
        };

    /// <summary>The pages of all plans of a run.</summary>
    internal static RowRange AllPages { get; } = RowRange.Of(PageKind + EntityKey.Separator);

    /// <summary>The plan of a row of one of these kinds.</summary>
    internal static string PlanOf(string rowKey) => rowKey.Split(EntityKey.Separator)[1];

    internal static RowRange PagesOf(string planId, int bucket) =>
        RowRange.Of(
            EntityKey.Of(PageKind, planId, bucket.ToString("D2", CultureInfo.InvariantCulture)) + EntityKey.Separator
        );

    /// <summary>The pages and counters of a plan.</summary>
    internal static IReadOnlyList<RowRange> RangesOf(string planId) =>
        [
            RowRange.Of(EntityKey.Of(PageKind, planId) + EntityKey.Separator),
            RowRange.Of(EntityKey.Of(BucketKind, planId) + EntityKey.Separator),
        ];

    internal static EntityChange Replacement(RunRecord run, string etag) =>
        EntityChange.Replace(run.RunId, Json(run), etag);

    /// <param name="etag">ETag of the counters that are replaced; null if there are none.</param>
    internal static EntityChange Counters(string key, BucketProgress bucket, string? etag) =>
        etag is null ? EntityChange.Insert(key, Json(bucket)) : EntityChange.Replace(key, Json(bucket), etag);

    private static StoredRun Read(Entity row) => new(ReadRun(row), row.ETag);

    private static string PageKey(string planId, int bucket, int number) =>
        EntityKey.Of(
            PageKind,
            planId,
            bucket.ToString("D2", CultureInfo.InvariantCulture),
            number.ToString("D6", CultureInfo.InvariantCulture)
        );

    internal static string BucketKey(string planId, int bucket) =>
        EntityKey.Of(BucketKind, planId, bucket.ToString("D2", CultureInfo.InvariantCulture));

    private static byte[] Json(RunRecord run) => JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Plain.RunRecord);

    private static byte[] Json(RunPage page) => JsonSerializer.SerializeToUtf8Bytes(page, RunJson.Plain.RunPage);

    private static byte[] Json(BucketProgress bucket) =>
        JsonSerializer.SerializeToUtf8Bytes(bucket, RunJson.Plain.BucketProgress);
}
