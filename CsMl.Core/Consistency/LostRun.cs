using System.Globalization;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// What stands in the place of a run or a page whose row cannot be read. What its key says is kept; a retry scores no account
/// that nobody asked for.
/// </summary>
internal static class LostRun
{
    private const string Reason = "The row was damaged; what it said of accounts is lost.";

    /// <summary>
    /// A run that is over and has lost its results. Only a rescore begins again, because that it is over says that every
    /// account is on its scale. Null if the key is that of no run.
    /// </summary>
    public static EntityChange? Repair(Entity row)
    {
        var id = row.RowKey;
        var (word, rest) = id.IndexOf('-', StringComparison.Ordinal) is > 0 and var at
            ? (id[..at], id[(at + 1)..])
            : (id, "");
        // A number would be read as a kind, too.
        if (rest.Length == 0 || !char.IsAsciiLetter(id[0]) || !Enum.TryParse<RunKind>(word, true, out var kind))
        {
            return null;
        }

        var run = kind switch
        {
            RunKind.Nightly => Over(Night(id, rest)),
            RunKind.Rescore => Other(id, kind, rest),
            _ => Over(Other(id, kind, rest)),
        };
        return RunStore.Replacement(run, row.ETag);
    }

    /// <summary>The bucket of a page by its key; null if the key is that of no page.</summary>
    public static int? BucketOf(string pageKey) => PlaceOf(pageKey)?.Bucket;

    /// <summary>
    /// A page without accounts. If it was done, its counts are what the counters of its bucket have beside the other pages, so
    /// that they stay as they are. Null if the key is that of no page.
    /// </summary>
    /// <param name="counters">Null if there are none.</param>
    /// <param name="others">What the other pages of the bucket add up to.</param>
    public static EntityChange? RepairPage(Entity row, BucketProgress? counters, BucketProgress others)
    {
        var outcome = counters is null || counters.Done <= others.Done ? null : Difference(counters, others);
        return PlaceOf(row.RowKey) is var (bucket, number)
            ? RunStore.Replacement(new RunPage(bucket, number, "", "", [], outcome?.Counts.Accounts ?? 0, outcome), row)
            : null;
    }

    private static (int Bucket, int Number)? PlaceOf(string pageKey) =>
        pageKey.Split(EntityKey.Separator) is [_, _, var bucket, var number]
        && int.TryParse(bucket, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (b, n)
            : null;

    private static PageOutcome Difference(BucketProgress all, BucketProgress others)
    {
        var (more, less) = (all.Counts, others.Counts);
        var cost = new RunCost(
            all.Cost.Tokens - others.Cost.Tokens,
            all.Cost.Amount - others.Cost.Amount,
            all.Cost.BudgetExhausted
        );
        var fallbacks = (all.Fallbacks ?? FallbackCounts.None).ToDictionary(
            count => count.Key,
            count => count.Value - (others.Fallbacks?.GetValueOrDefault(count.Key) ?? 0)
        );
        var failed = Enumerable.Repeat(
            new RunFailure(RunFailure.Erased, Reason),
            Math.Max(0, more.Failed - less.Failed)
        );
        return new PageOutcome(more.Scored - less.Scored, more.Cached - less.Cached, [.. failed], cost)
        {
            Skipped = more.Skipped - less.Skipped,
            NotScored = more.NotScored - less.NotScored,
            Fallbacks = fallbacks.Where(count => count.Value > 0).ToDictionary(),
        };
    }

    private static RunRecord Night(string id, string rest)
    {
        var day = rest[..Math.Min(rest.Length, "yyyy-MM-dd".Length)];
        var begun = DateTimeOffset.TryParseExact(
            day,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : DateTimeOffset.UnixEpoch;
        // A type's id may be followed by the number of a follow-up, and that of CHURN begins every other one.
        var type = Enum.GetValues<PredictionType>()
            .Where(type => id.StartsWith(RunRecord.Nightly(begun, type).RunId, StringComparison.Ordinal))
            .DefaultIfEmpty(PredictionType.Churn)
            .MaxBy(type => RunRecord.Nightly(begun, type).RunId.Length);
        return RunRecord.Nightly(begun, type) with { RunId = id, IsFollowUp = true };
    }

    private static RunRecord Other(string id, RunKind kind, string rest) =>
        RunRecord.Sync(rest, PredictionId.TimeOf(rest) ?? DateTimeOffset.UnixEpoch) with
        {
            RunId = id,
            Kind = kind,
            MaxAccounts = kind == RunKind.Batch ? 0 : null,
        };

    private static RunRecord Over(RunRecord run) =>
        run with
        {
            State = RunState.CompletedWithFailures,
            CompletedAt = run.StartedAt,
            Failures = [new RunFailure(RunFailure.WholeRun, Reason)],
        };
}
