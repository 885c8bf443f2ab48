using System.Globalization;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// What stands in the place of a run whose row cannot be read: a run that is over and lost its results. Its kind, its type
/// and when it began are in its id.
/// </summary>
internal static class LostRun
{
    private const string Reason = "The row of the run was damaged; what it counted is lost.";

    /// <summary>
    /// The repair of a row. That of a rescore is deleted, so that it runs again: that it is over would say that every account
    /// is on its scale. Null if the key is that of no run.
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

        return kind == RunKind.Rescore
            ? EntityChange.Delete(id, row.ETag)
            : RunStore.Replacement(Over(kind == RunKind.Nightly ? Night(id, rest) : Other(id, kind, rest)), row.ETag);
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
        return RunRecord.Nightly(begun, type) with { RunId = id };
    }

    private static RunRecord Other(string id, RunKind kind, string rest) =>
        RunRecord.Sync(rest, PredictionId.TimeOf(rest) ?? DateTimeOffset.UnixEpoch) with
        {
            RunId = id,
            Kind = kind,
        };

    private static RunRecord Over(RunRecord run) =>
        run with
        {
            State = RunState.CompletedWithFailures,
            CompletedAt = run.StartedAt,
            Failures = [new RunFailure(RunFailure.WholeRun, Reason)],
        };
}
