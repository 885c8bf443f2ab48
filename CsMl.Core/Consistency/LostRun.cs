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
    private const string Reason = "The row of the run was damaged; what it counted is lost.";

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

    /// <summary>A page without accounts, which is soon done. Null if the key is that of no page.</summary>
    public static EntityChange? RepairPage(Entity row) =>
        row.RowKey.Split(EntityKey.Separator) is [_, _, var bucket, var number]
        && int.TryParse(bucket, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? RunStore.Replacement(new RunPage(b, n, "", "", [], 0, null), row)
            : null;

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
