using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>
/// The last run that scored every account: what it counted when it was closed, and how predictions had turned out by
/// then. It names no account.
/// </summary>
/// <param name="ByRules">Of the accounts that were scored, those that the rules predicted in place of a model.</param>
public sealed record ClosedRun(
    string RunId,
    RunKind Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt,
    RunCounts Counts,
    int ByRules,
    TrackRecord Track
)
{
    /// <summary>True for a run of churn over every account: no bound left any out.</summary>
    internal static bool IsWhole(RunRecord run) =>
        run is { Kind: RunKind.Nightly or RunKind.Batch, Type: PredictionType.Churn, Filter: PriorityFilter.All }
        && (run.Accounts ?? AccountFilter.All) == AccountFilter.All
        && !(run.Counts.Accounts >= run.MaxAccounts);

    /// <summary>True if the other one began later, or is the same run closed once more.</summary>
    internal bool IsBefore(ClosedRun? other) =>
        other is not null && (StartedAt, CompletedAt).CompareTo((other.StartedAt, other.CompletedAt)) < 0;

    /// <summary>True if the run is closed, and this is how it was.</summary>
    internal bool IsOf(RunRecord run) =>
        run.IsSummedUp && run.RunId == RunId && run.CompletedAt == CompletedAt && run.Counts == Counts;

    internal static ClosedRun Of(RunRecord run, TrackRecord track) =>
        new(
            run.RunId,
            run.Kind,
            run.StartedAt,
            run.CompletedAt!.Value,
            run.Counts,
            run.Fallbacks?.Values.Sum() ?? 0,
            track
        );
}
